import path from 'node:path';
import { app, crashReporter } from 'electron';
import { makeFolder } from '../../core/system/make-folder.ts';
import { pruneDumps } from './prune-dumps.ts';

const folderIn = (dataDir: string) => path.join(dataDir, 'crashes');

/** Has crash dumps written into the data folder, where only this user reads them; they are sent nowhere, and few are kept. */
export function keepCrashDumps(dataDir: string): void {
  const folder = folderIn(dataDir);
  try {
    makeFolder(folder);
  } catch {
    // A folder that can't be made is no reason not to start.
  }
  pruneDumps(folder);
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}

/** After a crash: a kiosk whose page crashes all day may run for weeks without a start. */
export function limitCrashDumps(dataDir: string): void {
  pruneDumps(folderIn(dataDir));
}
