import { describe, expect, test } from 'vitest';
import { type SavePieces, withShell } from '../../../electron/shell/shell-handlers.ts';
import type { BridgeHandlers } from '../../../shared/bridge/bridge.ts';

const NOTHING = { alive: () => {}, scanned: () => {}, saved: () => {} };
const SAVED = { ok: true, savedAs: '/home/kiosk/Downloads/waiting.csv' } as const;

const inPieces: SavePieces = async () => {
  throw new Error('A file was saved in pieces');
};

test.each([
  ['is told of settings that were saved', { ok: true }, 1],
  ['not of settings that were not', { ok: false, problem: 'locked' }, 0],
])('the shell %s', async (_, answer, times) => {
  let saved = 0;
  const session = { saveSettings: async () => answer } as unknown as BridgeHandlers;
  const count = () => {
    saved += 1;
  };
  const handlers = withShell(session, { ...NOTHING, saved: count }, () => SAVED, inPieces);
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
  const handlers = withShell(session, { ...NOTHING, saved: count }, () => SAVED, inPieces);
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
  const handlers = withShell(
    session,
    NOTHING,
    (fileName, text) => {
      expect([fileName, text]).toEqual(['waiting.csv', 'a,b']);
      return saved;
    },
    inPieces,
  );
  expect(await handlers.exportWaiting({})).toEqual(told);
});

test.each([
  ['is told by its path', SAVED],
  ['that could not be saved is told as such', NOT_SAVED],
])('a sheet of codes %s', async (_, saved) => {
  const fileName = 'set-up-codes-BCDF.html';
  const handlers = withShell(
    {} as BridgeHandlers,
    NOTHING,
    (...file) => {
      expect(file).toEqual([fileName, '<html>']);
      return saved;
    },
    inPieces,
  );
  expect(await handlers.saveSheet({ fileName, html: '<html>' })).toEqual(saved);
});

test('where there is nothing to export, nothing is saved', async () => {
  const answer = { ok: false, problem: 'locked' };
  const session = { exportWaiting: async () => answer } as unknown as BridgeHandlers;
  const handlers = withShell(
    session,
    NOTHING,
    () => {
      throw new Error('A file was saved');
    },
    inPieces,
  );
  expect(await handlers.exportWaiting({})).toEqual(answer);
});

describe('a table that comes in pieces', () => {
  const PIECES = [
    { ok: true, fileName: 'scans.csv', csv: 'a', savedAs: null, count: 2, next: 500 },
    { ok: true, fileName: 'scans.csv', csv: 'b', savedAs: null, count: 1, next: null },
  ] as const;
  const input = { what: 'scans', day: null, to: null, after: null } as const;
  const session = (second: object) =>
    ({
      exportScans: async ({ after }: { after: number | null }) =>
        after === null ? PIECES[0] : second,
    }) as unknown as BridgeHandlers;

  test('is one file on the disk, told by its path', async () => {
    const written: string[] = [];
    const handlers = withShell(
      session(PIECES[1]),
      NOTHING,
      () => SAVED,
      async (fileName, pieces) => {
        written.push(fileName);
        for await (const piece of pieces) written.push(String(piece));
        return SAVED;
      },
    );
    expect(await handlers.exportScans(input)).toEqual({
      ...{ ok: true, fileName: 'scans.csv', csv: null, count: 3, next: null },
      savedAs: SAVED.savedAs,
    });
    expect(written).toEqual(['scans.csv', 'a', 'b']);
  });

  test('tells what kept its next piece from being read', async () => {
    const problem = { ok: false, problem: 'unreadable' };
    const handlers = withShell(
      session(problem),
      NOTHING,
      () => SAVED,
      async (_, pieces) => {
        for await (const piece of pieces) void piece;
        return SAVED;
      },
    );
    expect(await handlers.exportScans(input)).toEqual(problem);
  });
});

test('what helps to find a fault is saved as the bytes that it is', async () => {
  const zip = Buffer.from('PK').toString('base64');
  const answer = { ok: true, fileName: 'diagnostics.zip', zip, savedAs: null };
  const session = { makeDiagnostics: async () => answer } as unknown as BridgeHandlers;
  const handlers = withShell(
    session,
    NOTHING,
    () => SAVED,
    async (fileName, pieces) => {
      expect(fileName).toBe('diagnostics.zip');
      for await (const piece of pieces) expect(Buffer.from(piece).toString()).toBe('PK');
      return SAVED;
    },
  );
  const told = await handlers.makeDiagnostics({ to: null });
  expect(told).toEqual({ ...answer, zip: null, savedAs: SAVED.savedAs });
});
