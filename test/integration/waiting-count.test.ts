import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../electron/core/outbox/database/database.ts';
import { waitingAtRest } from '../../electron/core/outbox/database/waiting-at-rest.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import { StaffPin } from '../../electron/settings/staff-pin.ts';
import { KINDS } from '../../shared/scan/outcome.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const PIN = '2468';
/** Nothing answers at either. */
const ADDRESSES = ['http://127.0.0.1:9', 'http://127.0.0.1:7'] as const;

const rows = fc.array(
  fc.record({
    state: fc.constantFrom('pending', 'sending', 'done', 'rejected', 'attention'),
    kind: fc.constantFrom(...KINDS),
    address: fc.constantFrom(...ADDRESSES),
    /** From twelve on a person is asked to look at it, though it goes on waiting. */
    failures: fc.constantFrom(0, 3, 11, 12, 13, 40),
    attempts: fc.integer({ min: 0, max: 50 }),
  }),
  { maxLength: 30 },
);

type Row = (typeof rows extends fc.Arbitrary<infer T> ? T : never)[number];

/** Puts rows into a folder's database as an earlier run may have left them. @returns the codes of those that wait */
function leave(dataDir: string, left: readonly Row[]): string[] {
  const db = openDatabase(dataDir);
  try {
    for (const [n, address] of ADDRESSES.entries()) {
      db.prepare('INSERT INTO destination (id, base_url) VALUES (?, ?)').run(n + 1, address);
    }
    const insert = db.prepare(
      `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
         location, venue_day, source, scanned_at, state, attempts, failures)
       VALUES (@id, 'key-' || @id, @destination, @kind, @code, x'00', 'tail', 'gate-a', '2026-02-03',
         'typed', 1770000000000, @state, @attempts, @failures)`,
    );
    for (const [n, { address, ...row }] of left.entries()) {
      const code = row.state === 'done' ? null : `TEST-${n}`;
      insert.run({ ...row, id: `scan-${n}`, code, destination: ADDRESSES.indexOf(address) + 1 });
    }
  } finally {
    db.close();
  }
  const waits = ['pending', 'sending', 'attention'];
  return left.flatMap(({ state }, n) => (waits.includes(state) ? [`TEST-${n}`] : []));
}

const codesIn = (csv: string) => [...csv.matchAll(/"(TEST-\d+)"/g)].map(([, code]) => code);

test('the count, the list and the exported file are the same scans, with a core and without', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (left) => {
      const dataDir = temporaryFolder();
      const keyStore = keyStoreWithHub(dataDir);
      writeSavedSettings(dataDir, { baseUrl: ADDRESSES[0] });
      keyStore.save({ origin: ADDRESSES[0], key: 'cat_demo_all' });
      await new StaffPin({ dataDir, clock: new ManualClock() }).set(PIN);
      const waiting = leave(dataDir, left);

      const atRest = waitingAtRest(dataDir);
      expect(atRest.complete).toBe(true);
      expect(atRest.count()).toBe(waiting.length);
      expect(atRest.list().map(({ code }) => code)).toEqual(waiting);
      const perAddress = ADDRESSES.map((address) => atRest.count(address));
      expect(perAddress).toEqual(
        ADDRESSES.map((address) => atRest.list().filter((scan) => scan.baseUrl === address).length),
      );

      const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore });
      try {
        await kiosk.start();
        const session = openScreen(kiosk);
        await session.unlockStaff({ pin: PIN });
        const file = await session.exportWaiting({});
        expect(file.ok && codesIn(file.csv ?? '')).toEqual(waiting);
        expect(file.ok && file.csv?.trimEnd().split('\r\n')).toHaveLength(waiting.length + 1);
        const running = kiosk.waitingScans();
        expect(ADDRESSES.map((address) => running.count(address))).toEqual(perAddress);
        const moved = { baseUrl: 'http://127.0.0.1:11', apiKey: 'cat_other' };
        const asked = { ok: false, problem: 'scans-waiting' };
        if (perAddress[0]) {
          expect(await session.saveSettings({ values: moved, waitingScans: null })).toEqual({
            ...asked,
            count: perAddress[0],
          });
        }
        const wiped = await session.wipeDevice({ loseWaiting: false });
        expect(wiped).toEqual(
          waiting.length === 0 ? { ok: true } : { ...asked, count: waiting.length },
        );
      } finally {
        await kiosk.close();
      }
    }),
    { numRuns: 15 },
  );
});

test('what waited is read from a database whose latest changes are not yet in its file', async () => {
  const dataDir = temporaryFolder();
  const db = openDatabase(dataDir);
  onTestFinished(() => void db.close());
  leave(dataDir, [
    { state: 'pending', kind: 'badge', address: ADDRESSES[0], failures: 0, attempts: 0 },
  ]);
  // The connection that is still open keeps them in the WAL.
  expect(waitingAtRest(dataDir).list()).toMatchObject([{ code: 'TEST-0', state: 'pending' }]);
});

test('an empty folder has no scans, and nothing is made in it', () => {
  const dataDir = temporaryFolder();
  const { count, list, complete } = waitingAtRest(dataDir);
  expect([count(), list(), complete]).toEqual([0, [], true]);
  expect(readdirSync(dataDir)).toEqual([]);
});
