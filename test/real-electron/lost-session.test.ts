// The shipped unit on systemd, around the packed kiosk whose display or D-Bus goes away. PROOF_ROUNDS says how often.
import { expect, it } from 'vitest';
import type { SessionPart } from '../e2e/fixtures/losable-session.ts';
import { until } from '../e2e/fixtures/until.ts';
import { type KioskUnit, layOutKioskUnit } from './fixtures/kiosk-unit.ts';
import { readyToScan, START_MS } from './fixtures/packed-kiosk.ts';
import { checksIn } from './fixtures/scans.ts';
import { groundIs, scan } from './fixtures/screen.ts';
import { leaveByTouch } from './fixtures/staff-by-touch.ts';

const ROUNDS = Number(process.env.PROOF_ROUNDS || 1);

/** How long an entrance may be closed once its display is back, milliseconds. */
const BACK_MS = 30_000;

const ROUND_MS = 3 * START_MS;

/** Starts the kiosk; resolves when it is ready to scan. */
async function startUnit(skip: (why: string) => never): Promise<KioskUnit> {
  const unit = await layOutKioskUnit();
  if (typeof unit === 'string') return skip(unit);
  unit.start();
  await readyToScan(unit);
  return unit;
}

const restarts = (unit: KioskUnit) => Number(unit.shows('NRestarts'));

/** Takes a part of the session away, and tells how long the kiosk takes to be ready again once the part is back. */
async function backAfterLosing(unit: KioskUnit, part: SessionPart, tries: number): Promise<number> {
  const starts = unit.starts();
  const before = restarts(unit);
  await part.lose();
  await until(() => expect(restarts(unit)).toBeGreaterThanOrEqual(before + tries), START_MS);
  await part.bringBack();
  const backAt = performance.now();
  await readyToScan(unit, starts + 1);
  return Math.round(performance.now() - backAt);
}

it('is back when the display is, with the scan that was saved before', {
  timeout: ROUNDS * ROUND_MS,
}, async ({ skip }) => {
  const unit = await startUnit(skip);
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const code = `TEST-LOST-DISPLAY-${round}`;
    unit.simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await until(async () => {
      await scan(code);
      await groundIs('queued', 4_000);
    }, START_MS);
    // It has also tried in vain without a display.
    times.push(await backAfterLosing(unit, unit.display, 2));
    unit.simulator.clearFaults();
    await until(() => {
      expect(unit.simulator.checkins().map((each) => each.code)).toContain(code);
    }, START_MS);
  }
  process.stdout.write(`display: ready again after ${times.join(', ')} ms\n`);
  expect(Math.max(...times)).toBeLessThan(BACK_MS);
});

it('is back after D-Bus has crashed', { timeout: ROUNDS * ROUND_MS }, async ({ skip }) => {
  const unit = await startUnit(skip);
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    times.push(await backAfterLosing(unit, unit.bus, 1));
    await checksIn(unit, `TEST-LOST-BUS-${round}`);
  }
  process.stdout.write(`D-Bus: ready again after ${times.join(', ')} ms\n`);
  expect(Math.max(...times)).toBeLessThan(BACK_MS);
});

it('stays away when staff have left it', { timeout: ROUNDS * ROUND_MS }, async ({ skip }) => {
  const unit = await startUnit(skip);
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (round > 1) {
      unit.start();
      await readyToScan(unit, round);
    }
    await leaveByTouch();
    await until(() => expect(unit.shows('ActiveState')).toBe('inactive'), START_MS);
    expect(unit.shows('ExecMainStatus')).toBe('7');
    expect(unit.shows('Result')).toBe('success');
    expect(restarts(unit)).toBe(0);
  }
});
