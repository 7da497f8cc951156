import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { ExportSaved } from './save-export.ts';

/** Adds to the kiosk's handlers that the shell learns what concerns it, and saves what staff export. */
export function withShell(
  handlers: BridgeHandlers,
  tell: {
    /** The page has shown that it is alive. */
    alive: () => void;
    /** Somebody scans. */
    scanned: () => void;
    /** Settings were saved, from the form or by a provisioning code. */
    saved: () => void;
  },
  saveExport: (fileName: string, text: string) => ExportSaved,
  savePieces: SavePieces,
): BridgeHandlers {
  /** Tells the shell that settings were saved, if they were, however they came. */
  const toldOf = async <Answer extends { ok: boolean }>(answering: Answer | Promise<Answer>) => {
    const answer = await answering;
    if (answer.ok) tell.saved();
    return answer;
  };
  return {
    ...handlers,
    alive: (input) => {
      tell.alive();
      return handlers.alive(input);
    },
    scan: (input) => {
      tell.scanned();
      return handlers.scan(input);
    },
    saveSettings: (input) => toldOf(handlers.saveSettings(input)),
    applyProvisioning: (input) => toldOf(handlers.applyProvisioning(input)),
    exportWaiting: async (input) => {
      const answer = await handlers.exportWaiting(input);
      if (!answer.ok || answer.csv === null) return answer;
      const saved = saveExport(answer.fileName, answer.csv);
      return saved.ok ? { ...answer, csv: null, savedAs: saved.savedAs } : saved;
    },
    exportScans: (input) => exportScans(handlers, savePieces, input),
    makeDiagnostics: async (input) => {
      const answer = await handlers.makeDiagnostics(input);
      if (!answer.ok || answer.zip === null) return answer;
      const saved = await savePieces(answer.fileName, [Buffer.from(answer.zip, 'base64')]);
      return saved.ok ? { ...answer, zip: null, savedAs: saved.savedAs } : saved;
    },
    saveSheet: ({ fileName, html }) => saveExport(fileName, html),
  };
}

/** Saves a file in the folder for downloads piece by piece, as the pieces are made. It throws what they throw. */
export type SavePieces = (
  fileName: string,
  pieces: AsyncIterable<string> | Iterable<Uint8Array>,
) => Promise<ExportSaved>;

/** What keeps a piece from being read ends the file, too. */
class NoPiece extends Error {
  readonly answer: BridgeOutput<'exportScans'>;

  constructor(answer: BridgeOutput<'exportScans'>) {
    super('There is no further piece');
    this.answer = answer;
  }
}

/** Saves all pieces of an export, unless it goes to a drive, where the kiosk itself writes it. */
async function exportScans(
  handlers: BridgeHandlers,
  savePieces: SavePieces,
  input: BridgeInput<'exportScans'>,
): Promise<BridgeOutput<'exportScans'>> {
  const first = await handlers.exportScans(input);
  if (!first.ok || first.csv === null) return first;
  let { count } = first;
  async function* pieces() {
    let answer = first;
    for (;;) {
      if (!answer.ok || answer.csv === null) throw new NoPiece(answer);
      yield answer.csv;
      if (answer.next === null) return;
      answer = await handlers.exportScans({ ...input, after: answer.next });
      if (answer.ok) count += answer.count;
    }
  }
  try {
    const saved = await savePieces(first.fileName, pieces());
    return saved.ok ? { ...first, csv: null, savedAs: saved.savedAs, count, next: null } : saved;
  } catch (error) {
    if (error instanceof NoPiece) return error.answer;
    throw error;
  }
}
