import { expect, test } from 'vitest';
import { withShell } from '../../../electron/shell/shell-handlers.ts';
import type { BridgeHandlers } from '../../../shared/bridge/bridge.ts';

const NOTHING = { alive: () => {}, scanned: () => {}, saved: () => {} };
const SAVED = { ok: true, savedAs: '/home/kiosk/Downloads/waiting.csv' } as const;

test.each([
  ['is told of settings that were saved', { ok: true }, 1],
  ['not of settings that were not', { ok: false, problem: 'locked' }, 0],
])('the shell %s', async (_, answer, times) => {
  let saved = 0;
  const session = { saveSettings: async () => answer } as unknown as BridgeHandlers;
  const count = () => {
    saved += 1;
  };
  const handlers = withShell(session, { ...NOTHING, saved: count }, () => SAVED);
  expect(await handlers.saveSettings({ values: {}, waitingScans: null })).toEqual(answer);
  expect(saved).toBe(times);
});

test.each([
  ['is told of what a provisioning code has set', { ok: true }, 1],
  ['not of a code that was not taken', { ok: false, problem: 'expired' }, 0],
])('the shell %s', async (_, answer, times) => {
  let saved = 0;
  const session = { applyProvisioning: async () => answer } as unknown as BridgeHandlers;
  const count = () => {
    saved += 1;
  };
  const handlers = withShell(session, { ...NOTHING, saved: count }, () => SAVED);
  const input = { code: '', passphrase: '', pin: null };
  expect(await handlers.applyProvisioning(input)).toEqual(answer);
  expect(saved).toBe(times);
});

const EXPORTED = { ok: true, fileName: 'waiting.csv', csv: 'a,b', savedAs: null, complete: true };
const NOT_SAVED = { ok: false, problem: 'not-saved', folder: '/home/kiosk/Downloads' } as const;

test.each([
  ['is told by its path', EXPORTED, SAVED, { ...EXPORTED, csv: null, savedAs: SAVED.savedAs }],
  ['that could not be saved is told as such', EXPORTED, NOT_SAVED, NOT_SAVED],
])('a file that staff export %s, and the page gets none of it', async (_, answer, saved, told) => {
  const session = { exportWaiting: async () => answer } as unknown as BridgeHandlers;
  const handlers = withShell(session, NOTHING, (fileName, text) => {
    expect([fileName, text]).toEqual(['waiting.csv', 'a,b']);
    return saved;
  });
  expect(await handlers.exportWaiting({})).toEqual(told);
});

test.each([
  ['is told by its path', SAVED],
  ['that could not be saved is told as such', NOT_SAVED],
])('a sheet of codes %s', async (_, saved) => {
  const fileName = 'set-up-codes-BCDF.html';
  const handlers = withShell({} as BridgeHandlers, NOTHING, (...file) => {
    expect(file).toEqual([fileName, '<html>']);
    return saved;
  });
  expect(await handlers.saveSheet({ fileName, html: '<html>' })).toEqual(saved);
});

test('where there is nothing to export, nothing is saved', async () => {
  const answer = { ok: false, problem: 'locked' };
  const session = { exportWaiting: async () => answer } as unknown as BridgeHandlers;
  const handlers = withShell(session, NOTHING, () => {
    throw new Error('A file was saved');
  });
  expect(await handlers.exportWaiting({})).toEqual(answer);
});
