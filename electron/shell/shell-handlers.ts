import type { BridgeHandlers } from '../../shared/bridge/bridge.ts';

/** Adds to the kiosk's handlers that the shell learns what concerns it. */
export function withShell(
  handlers: BridgeHandlers,
  tell: {
    /** The page has shown that it is alive. */
    alive: () => void;
    /** Somebody scans. */
    scanned: () => void;
    /** The page is about to hand a file to staff. */
    handsOver: (fileName: string) => void;
    /** Settings were saved. */
    saved: () => void;
  },
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
      if (answer.ok) tell.handsOver(answer.fileName);
      return answer;
    },
  };
}
