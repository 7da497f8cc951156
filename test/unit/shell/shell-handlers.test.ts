import { expect, test } from 'vitest';
import { withShell } from '../../../electron/shell/shell-handlers.ts';
import type { BridgeHandlers } from '../../../shared/bridge/bridge.ts';

test.each([
  ['is told of settings that were saved', { ok: true }, 1],
  ['not of settings that were not', { ok: false, problem: 'locked' }, 0],
])('the shell %s', async (_, answer, times) => {
  let saved = 0;
  const session = { saveSettings: async () => answer } as unknown as BridgeHandlers;
  const handlers = withShell(session, {
    alive: () => {},
    scanned: () => {},
    handsOver: () => {},
    saved: () => {
      saved += 1;
    },
  });
  expect(await handlers.saveSettings({ values: {}, waitingScans: null })).toEqual(answer);
  expect(saved).toBe(times);
});
