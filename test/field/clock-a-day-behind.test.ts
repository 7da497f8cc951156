// At a gate whose clock was a day behind, visitors of the morning were recorded for the day before, and nobody noticed until
// the organiser counted the day's attendance.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { venueDay } from '../../electron/core/system/venue-day.ts';
import type { GateEvent } from '../../electron/gate/gate.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

const SHIM = pathToFileURL(path.resolve(import.meta.dirname, '../fixtures/clock-shim.mjs')).href;
const DAY = 24 * 3_600_000;

describe.each([
  ['behind', -DAY],
  ['ahead', DAY],
])('a gate whose clock is a day %s', (_way, off) => {
  async function gateWithClock() {
    const sim = await startSimulator();
    onTestFinished(() => sim.close());
    const clockFile = path.join(temporaryFolder(), 'off');
    const clockIsOffBy = (ms: number) => writeFileSync(clockFile, String(ms));
    clockIsOffBy(off);
    const env = {
      CONFERA_BASE_URL: sim.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: temporaryFolder(),
      KIOSK_TIME_ZONE: 'Asia/Karachi',
      NODE_OPTIONS: `--import ${SHIM}`,
      TEST_CLOCK_OFF: clockFile,
    };
    const today = venueDay(Date.now(), env.KIOSK_TIME_ZONE);
    const days = () => sim.checkins().map(({ dayDate }) => dayDate);
    return { sim, env, clockIsOffBy, today, days };
  }

  test('records its first visitor for today', async () => {
    const { env, today, days } = await gateWithClock();
    const { events } = await runGateOver('confera-attendance:TEST-1\n', { env });
    expect(events[0]).toMatchObject({ outcome: 'checked-in', day: today });
    expect(days()).toEqual([today]);
  });

  test('records for today whom it took offline, once it was started again with its clock put right', async () => {
    const { sim, env, clockIsOffBy, today, days } = await gateWithClock();
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const offline = await runGateOver('confera-attendance:TEST-1\nconfera-attendance:TEST-2\n', {
      env,
      args: ['--drain-ms', '0'],
    });
    expect(offline.code).toBe(3);
    clockIsOffBy(0);
    sim.clearFaults();
    const { code, events } = await runGateOver('', { env });
    expect(code).toBe(0);
    expect(events.filter(isSettled)).toMatchObject([
      { outcome: 'checked-in' },
      { outcome: 'checked-in' },
    ]);
    expect(days()).toEqual([today, today]);
  });

  test('records for today whom it took offline, its clock put right while it ran', async () => {
    const { sim, env, clockIsOffBy, today, days } = await gateWithClock();
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const gate = startGate({ env });
    gate.child.stdin.write('confera-attendance:TEST-1\n');
    expect(await gate.event(({ event }) => event === 'scan')).toMatchObject({ outcome: 'queued' });
    clockIsOffBy(0);
    sim.clearFaults();
    await gate.event(isSettled);
    expect(days()).toEqual([today]);
  });
});

const isSettled = ({ event }: GateEvent) => event === 'settled';
