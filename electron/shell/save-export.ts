import { homedir } from 'node:os';
import { app } from 'electron';
import type { BridgeOutput } from '../../shared/bridge/bridge.ts';
import { savePieces } from '../kiosk/files-handlers.ts';
import { downloadsFolder, saveFile } from './save-file.ts';
import type { SavePieces } from './shell-handlers.ts';

/** Saves a file that staff have asked for, without a dialog, in which somebody could browse the disk. */
export function saveExport(fileName: string, text: string): ExportSaved {
  const folder = downloads();
  try {
    return { ok: true, savedAs: saveFile(folder, fileName, text) };
  } catch {
    return { ok: false, problem: 'not-saved', folder };
  }
}

/** The same for a file that comes in pieces. */
export const savePiecesAsDownload: SavePieces = (fileName, pieces) =>
  savePieces(downloads(), fileName, pieces);

function downloads(): string {
  return downloadsFolder(app.getPath('downloads'), { home: homedir() });
}

/** Where a file was saved, or where it could not be. */
export type ExportSaved =
  | { ok: true; savedAs: string }
  | Extract<BridgeOutput<'exportWaiting'>, { problem: 'not-saved' }>;
