import { expect, onTestFinished, test, vi } from 'vitest';
import { countsView } from '../../shared/bridge/counts.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What the page of counts tells after known scans, over real HTTP and a real database. */

test('the counts are those of what happened, also after a restart', async () => {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const dataDir = temporaryFolder();
  const kiosk = runCore(coreSettings(sim.url, { debounceMs: 0 }), dataDir);
  const told = async (raw: string, outcome: string) =>
    expect(await kiosk.core.scan({ raw, source: 'stdin' })).toMatchObject({ outcome });

  await told('BADGE-1', 'checked-in');
  await told('BADGE-2', 'checked-in');
  await told('BADGE-UNKNOWN', 'rejected');
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  await told('BADGE-3', 'queued');
  await told('BADGE-1', 'already-checked-in');
  await told('BADGE-UNKNOWN', 'attention');
  await told('NOBODYS', 'queued');

  const badges = { kind: 'badge', admitted: 4, again: 1, refused: 1, refusedLater: 0 };
  await vi.waitFor(() =>
    expect(kiosk.core.counts(null).kinds).toEqual([{ ...badges, toStaff: 1, unconfirmed: 3 }]),
  );
  const now = kiosk.core.counts(null);
  expect(now.gaps).toEqual([{ from: expect.any(Number), to: null, is: 'offline' }]);
  expect(countsView.safeParse({ ok: true, ...now }).success).toBe(true);

  await kiosk.close();
  const later = runCore(coreSettings(sim.url, { debounceMs: 0 }), dataDir);
  const { slots, kinds } = later.core.counts(null);
  expect(kinds).toEqual(now.kinds);
  const total = (of: (slot: (typeof slots)[number]) => number) =>
    slots.reduce((sum, slot) => sum + of(slot), 0);
  expect(total(({ admitted }) => admitted.badge)).toBe(4);
  expect(total(({ answers }) => answers['checked-in'])).toBe(2);
  expect(total(({ answers }) => answers.queued)).toBe(2);
  expect(slots.every(({ wait }) => wait !== null && wait.half <= wait.most)).toBe(true);

  sim.clearFaults();
  await vi.waitFor(() => expect(later.core.counts(null).kinds[0]?.unconfirmed).toBe(0), {
    timeout: 20_000,
  });
  // Whoever was told to go in is inside, although Confera doesn't know the badge.
  expect(later.core.counts(null).kinds).toEqual([
    {
      kind: 'badge',
      admitted: 4,
      again: 1,
      refused: 2,
      refusedLater: 1,
      toStaff: 1,
      unconfirmed: 0,
    },
  ]);
  await vi.waitFor(() => expect(later.core.counts(null).gaps[0]?.to).toEqual(expect.any(Number)));
});

test('a day that is not kept is answered with today', async () => {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const { core } = runCore(coreSettings(sim.url));
  const counts = core.counts('2001-01-01');
  expect(counts.day).toBe(core.today());
  expect(counts.days).toEqual([core.today()]);
  expect(counts.kinds).toMatchObject([{ kind: 'badge', admitted: 0, unconfirmed: 0 }]);
});
