import type { BridgeHandlers } from '../../shared/bridge/bridge.ts';

/** The core's handlers, with the shell told of what concerns it. */
export function withShell(
  handlers: BridgeHandlers,
  tell: {
    alive: () => void;
    scanned: () => void;
    handsOver: (fileName: string) => void;
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
