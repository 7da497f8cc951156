import type { BridgeHandlers } from '../../shared/bridge/bridge.ts';
import type { ExportSaved } from './save-export.ts';

/** Adds to the kiosk's handlers that the shell learns what concerns it, and saves what staff export. */
export function withShell(
  handlers: BridgeHandlers,
  tell: {
    /** The page has shown that it is alive. */
    alive: () => void;
    /** Somebody scans. */
    scanned: () => void;
    /** Settings were saved. */
    saved: () => void;
  },
  saveExport: (fileName: string, text: string) => ExportSaved,
): BridgeHandlers {
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
    saveSettings: async (input) => {
      const answer = await handlers.saveSettings(input);
      if (answer.ok) tell.saved();
      return answer;
    },
    exportWaiting: async (input) => {
      const answer = await handlers.exportWaiting(input);
      if (!answer.ok || answer.csv === null) return answer;
      const saved = saveExport(answer.fileName, answer.csv);
      return saved.ok ? { ...answer, csv: null, savedAs: saved.savedAs } : saved;
    },
  };
}
