import type { Chance } from '../fixtures/chance.ts';
import type { Fault, FaultRule } from '../simulator/simulator.ts';

/** The troubles that a single scan may meet, whatever the rest of the evening is like. */
const TROUBLES: readonly Fault[] = [
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'reset-after' },
  { kind: 'no-answer' },
  { kind: 'latency', ms: 30 },
  { kind: 'latency', ms: 900 },
  { kind: 'status', status: 503 },
  { kind: 'act-then-status', status: 500 },
  { kind: 'act-then-status', status: 502, body: '<h1>Bad gateway</h1>' },
  { kind: 'html-page' },
  { kind: 'broken-json', acts: true },
  { kind: 'cut-body' },
  { kind: 'ok-false', acts: true },
  { kind: 'empty-body', acts: true },
  { kind: 'redirect' },
];

/** The troubles that the whole device may meet for a while; none for some. */
const SPELLS: readonly (readonly FaultRule[])[] = [
  [],
  [],
  [],
  [{ fault: { kind: 'latency', ms: 20 }, chance: 0.5 }],
  [{ fault: { kind: 'reset-after' }, chance: 0.2 }],
  [{ fault: { kind: 'act-then-status', status: 503 }, chance: 0.3 }],
  [{ fault: { kind: 'rate-limited', retryAfter: 1 }, after: 5, times: 3 }],
  [{ fault: { kind: 'rate-limited' }, chance: 0.1 }],
  [{ fault: { kind: 'reset-before' }, on: 'all' }],
  [{ fault: { kind: 'status', status: 503 }, on: 'all' }],
  [{ fault: { kind: 'no-answer' }, after: 10 }],
  [{ fault: { kind: 'unauthorized' }, on: 'all', after: 8, times: 4 }],
];

/** The spells of a mild evening. None refuses the key, and none lasts for hundreds of scans. */
const MILD_SPELLS: readonly (readonly FaultRule[])[] = [
  ...Array.from({ length: 2 * SPELLS.length }, () => []),
  ...SPELLS.filter((rules) =>
    rules.every(({ fault }) => fault.kind !== 'unauthorized' && !('retryAfter' in fault)),
  ),
];

/**
 * Draws the faults of one stretch of a mild evening, on which most scans are sent at once and nothing but the test itself
 * refuses the key.
 */
export function drawMildWeather(chance: Chance, codes: readonly string[]): FaultRule[] {
  return [...ownTroubles(chance, codes, 0.02), ...chance.pick(MILD_SPELLS)];
}

/** Draws the faults of one stretch of the evening: some codes have a trouble of their own, and all share a spell. */
export function drawWeather(chance: Chance, codes: readonly string[]): FaultRule[] {
  return [...ownTroubles(chance, codes, 0.2), ...chance.pick(SPELLS)];
}

/** @param share how many of the codes have a trouble of their own */
function ownTroubles(chance: Chance, codes: readonly string[], share: number): FaultRule[] {
  return codes
    .filter(() => chance.happens(share))
    .map((code) => ({ fault: chance.pick(TROUBLES), code, times: chance.whole(1, 3) }));
}
