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
    /** Settings were saved, from the form or by a provisioning code. */
    saved: () => void;
  },
  saveExport: (fileName: string, text: string) => ExportSaved,
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
    saveSheet: ({ fileName, html }) => saveExport(fileName, html),
  };
}
