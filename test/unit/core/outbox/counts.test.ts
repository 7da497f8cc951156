import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScanRow, ScanState } from '../../../../electron/core/outbox/scan-row.ts';
import { KINDS, type Kind } from '../../../../shared/scan/outcome.ts';
import { newScan, openOutbox, settlement } from '../../fixtures/opened-outbox.ts';
import { expectTrueTallies } from '../../fixtures/recounted-tallies.ts';

const DESTINATIONS = ['https://one.example', 'https://two.example'] as const;

type Step =
  | { do: 'accept'; kind: Kind; sending: boolean }
  | { do: 'claim'; kinds: Kind[]; limit: number }
  | { do: 'settle'; which: number; state: Exclude<ScanState, 'sending'> }
  | { do: 'send again' }
  | { do: 'restart'; destination: (typeof DESTINATIONS)[number] };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('accept' as const),
        kind: fc.constantFrom(...KINDS),
        sending: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('claim' as const),
        kinds: fc.subarray([...KINDS]),
        limit: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        which: fc.nat({ max: 9 }),
        state: fc.constantFrom('pending' as const, 'done', 'rejected', 'attention'),
      }),
    },
    fc.constant({ do: 'send again' as const }),
    fc.record({
      do: fc.constant('restart' as const),
      destination: fc.constantFrom(...DESTINATIONS),
    }),
  ),
  { maxLength: 40 },
);

test('whatever happens, the numbers that are shown are those of the rows', {
  timeout: 90_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (series) => {
      let opened = openOutbox({ destination: DESTINATIONS[0] });
      let underWay: ScanRow[] = [];
      for (const step of series) {
        const { outbox } = opened;
        switch (step.do) {
          case 'accept': {
            const row = await outbox.accept(newScan({ kind: step.kind }), step);
            if (step.sending) underWay.push(row);
            break;
          }
          case 'claim':
            underWay.push(...(await outbox.claim(step.kinds, step.limit, 0)));
            break;
          case 'settle': {
            const [row] = underWay.splice(step.which, 1);
            if (row) await outbox.settle(row, settlement(step.state));
            break;
          }
          case 'send again':
            await outbox.sendAgain(null);
            break;
          case 'restart':
            await opened.close();
            underWay = [];
            opened = openOutbox({ dataDir: opened.dataDir, destination: step.destination });
            break;
        }
        expectTrueNumbers(opened, underWay);
      }
      await opened.close();
    }),
    { numRuns: 40 },
  );
});

function expectTrueNumbers(
  { outbox, look, lookAtAll }: ReturnType<typeof openOutbox>,
  underWay: ScanRow[],
) {
  expectTrueTallies(lookAtAll);
  const count = (where: string, ...values: unknown[]) =>
    look(`SELECT count(*) AS n FROM scan WHERE ${where}`, ...values)?.n;
  const counted = lookAtAll('SELECT state, count(*) AS n FROM scan GROUP BY state');
  expect(outbox.overview.counts()).toEqual({
    ...{ pending: 0, sending: 0, done: 0, rejected: 0, attention: 0 },
    ...Object.fromEntries(counted.map(({ state, n }) => [state, n])),
  });
  expect(count("state = 'sending'")).toBe(underWay.length);
  const waiting = Number(count("state = 'pending'"));
  expect(outbox.backlogSize).toBe(waiting + underWay.filter(({ inBacklog }) => inBacklog).length);
  const here = KINDS.map((kind) => outbox.backlog.count(kind));
  expect(here[0]).toBeGreaterThanOrEqual(0);
  expect(waiting).toBe(Number(here[0]) + Number(here[1]) + outbox.backlogElsewhere);
}
