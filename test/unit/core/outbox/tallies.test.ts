import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RECOUNTS } from '../../../../electron/core/outbox/recount.ts';
import type { ScanRow, ScanState } from '../../../../electron/core/outbox/scan-row.ts';
import { KINDS, type Kind, type Outcome } from '../../../../shared/scan/outcome.ts';
import { keyOf } from '../../fixtures/claimed-scans.ts';
import { newScan, settlement } from '../../fixtures/opened-outbox.ts';
import { expectTrueTallies } from '../../fixtures/recounted-tallies.ts';
import { sharedOutbox } from '../../fixtures/shared-outbox.ts';

const opened = sharedOutbox();

const EVENING = Date.UTC(2026, 1, 3, 18);
const MINUTE = 60_000;
const TOLD = ['checked-in', 'already-checked-in', 'queued', 'rejected', 'attention'] as const;
const DAYS = ['2026-02-02', '2026-02-03'];

type Step =
  | { do: 'accept'; kind: Kind; code: string; minute: number; day: string; told: Outcome | null }
  | { do: 'claim'; limit: number }
  | {
      do: 'settle';
      which: number;
      state: Exclude<ScanState, 'sending'>;
      outcome: Outcome;
      time: { minute: number; day: string } | null;
    }
  | { do: 'hear of the hub'; scan: number; told: Outcome }
  | { do: 'correct'; scan: number; minute: number; day: string }
  | { do: 'send again'; scan: number | null }
  | { do: 'dismiss'; scan: number }
  | { do: 'remove'; minute: number };

const minute = fc.nat({ max: 30 });
const day = fc.constantFrom(...DAYS);
const scan = fc.nat({ max: 8 });
const step = <T extends Step['do']>(name: T) => fc.constant(name);

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: step('accept'),
        kind: fc.constantFrom(...KINDS),
        code: fc.constantFrom('A', 'B'),
        minute,
        day,
        told: fc.constantFrom(null, 'queued', 'attention'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: step('claim'), limit: fc.integer({ min: 1, max: 4 }) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: step('settle'),
        which: scan,
        state: fc.constantFrom('pending', 'done', 'rejected', 'attention'),
        outcome: fc.constantFrom(...TOLD),
        time: fc.option(fc.record({ minute, day })),
      }),
    },
    fc.record({ do: step('hear of the hub'), scan, told: fc.constantFrom(...TOLD) }),
    fc.record({ do: step('correct'), scan, minute, day }),
    { weight: 2, arbitrary: fc.record({ do: step('send again'), scan: fc.option(scan) }) },
    fc.record({ do: step('dismiss'), scan }),
    fc.record({ do: step('remove'), minute }),
  ),
  { maxLength: 40, size: 'max' },
);

const timeOf = ({ minute: after, day: venueDay }: { minute: number; day: string }) => ({
  scannedAt: EVENING + after * MINUTE,
  venueDay,
});

test('whatever happens to the scans, the tallies are those of the rows', {
  timeout: 90_000,
}, async () => {
  const { outbox, lookAtAll } = opened;
  await fc.assert(
    fc.asyncProperty(steps, async (series) => {
      opened.empty();
      expectTrueTallies(lookAtAll);
      const underWay: ScanRow[] = [];
      const pick = (n: number) => {
        const rows = lookAtAll('SELECT id, scan_id FROM scan ORDER BY id');
        return rows[n % rows.length];
      };
      for (const each of series) {
        switch (each.do) {
          case 'accept': {
            const { kind, code, told } = each;
            const made = newScan({ kind, code, ...timeOf(each) });
            const row = await outbox.accept(made, { sending: told === null, told });
            if (told === null) underWay.push(row);
            break;
          }
          case 'claim':
            underWay.push(...(await outbox.claim(KINDS, each.limit, 0)));
            break;
          case 'settle': {
            const [row] = underWay.splice(each.which % underWay.length, 1);
            if (!row) break;
            const { state, outcome, time } = each;
            await outbox.settle(row, settlement(state, { outcome, time: time && timeOf(time) }));
            break;
          }
          case 'hear of the hub': {
            const scanId = String(pick(each.scan)?.scan_id);
            await outbox.claims.settle({ scanId, key: keyOf('1') }, { state: 'won' }, each.told);
            break;
          }
          case 'correct':
            await outbox.setTimes([{ id: Number(pick(each.scan)?.id ?? -1), ...timeOf(each) }]);
            break;
          case 'send again':
            await outbox.sendAgain(each.scan === null ? null : String(pick(each.scan)?.scan_id));
            break;
          case 'dismiss':
            await outbox.dismiss(String(pick(each.scan)?.scan_id), { at: EVENING, why: null });
            break;
          case 'remove': {
            const before = EVENING + each.minute * MINUTE;
            await outbox.removeOld({ after: 0, before, now: Infinity, rows: 1000 });
            break;
          }
        }
        expectTrueTallies(lookAtAll);
      }
    }),
    { numRuns: 200 },
  );
});

test('a time without Confera that ends before it began, because the clock was put right, is not told', async () => {
  const { tallies } = opened.outbox;
  const at = (after: number) => EVENING + after * MINUTE;
  await tallies.noteConnection('offline', at(1));
  await tallies.noteConnection('online', at(2));
  await tallies.noteConnection('offline', at(90));
  await tallies.noteConnection('blocked', at(4));
  await tallies.noteConnection('online', at(6));
  const gaps = tallies.gaps({ from: at(0), to: at(120) });
  expect(gaps).toEqual([
    { from: at(1), to: at(2), is: 'offline' },
    { from: at(4), to: at(6), is: 'blocked' },
  ]);
});

test('the tallies are also what SQLite counts anew after a salvage', async () => {
  const { outbox, lookAtAll } = opened;
  for (const code of ['A', 'B', 'A']) {
    const row = await outbox.accept(newScan({ code }), { sending: true });
    await outbox.settle(row, settlement('done'));
  }
  for (const [table, recount] of Object.entries(RECOUNTS)) {
    expect(lookAtAll(recount)).toEqual(lookAtAll(`SELECT * FROM ${table} WHERE n <> 0`));
  }
});
