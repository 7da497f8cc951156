import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { StaffPin, waitAfter } from '../../../electron/settings/staff-pin.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const PIN = '90371528';
const DAY_MS = 86_400_000;

async function pinInFolder() {
  const dataDir = temporaryFolder();
  const clock = new ManualClock();
  const pin = new StaffPin({ dataDir, clock });
  await pin.set(PIN);
  return { dataDir, clock, pin };
}

/** The process ended and began again: its monotonic time, too. */
function restart(dataDir: string, wall?: number) {
  const clock = new ManualClock(wall);
  return { clock, pin: new StaffPin({ dataDir, clock }) };
}

async function guessWrong(pin: StaffPin, times: number) {
  for (let n = 0; n < times; n++) await pin.check('0000');
}

const waiting = (waitMs: number) => ({ ok: false, problem: 'wrong-pin', waitMs });

test.each([
  [0, 0],
  [2, 0],
  [3, 5_000],
  [4, 10_000],
  [8, 160_000],
  [9, 300_000],
  [500, 300_000],
])('after %i wrong tries the wait is %i ms', (wrongTries, ms) => {
  expect(waitAfter(wrongTries)).toBe(ms);
});

test('is kept as a hash of Argon2id alone', async () => {
  const { dataDir } = await pinInFolder();
  expect(readdirSync(dataDir)).toEqual(['staff.json']);
  const text = readFileSync(path.join(dataDir, 'staff.json'), 'utf8');
  expect(text).toContain('$argon2id$');
  expect(text).not.toContain(PIN);
});

describe('a wait', () => {
  test('refuses the right PIN, too, and is not made longer by trying', async () => {
    const { pin, clock } = await pinInFolder();
    await guessWrong(pin, 3);
    clock.advance(1_000);
    expect(await pin.check(PIN)).toEqual(waiting(4_000));
    clock.advance(4_000);
    expect(await pin.check(PIN)).toEqual({ ok: true });
  });

  test('begins anew with a restart, and goes on growing from there', async () => {
    const { pin, dataDir } = await pinInFolder();
    await guessWrong(pin, 3);
    const again = restart(dataDir);
    expect(await again.pin.check(PIN)).toEqual(waiting(5_000));
    again.clock.advance(5_000);
    expect(await again.pin.check('0000')).toEqual(waiting(10_000));
    const third = restart(dataDir);
    expect(await third.pin.check(PIN)).toEqual(waiting(10_000));
  });

  test.each([
    ['forward', 400 * DAY_MS],
    ['back', -400 * DAY_MS],
  ])('is neither ended nor prolonged by a clock set %s', async (_, by) => {
    const { pin, clock, dataDir } = await pinInFolder();
    await guessWrong(pin, 3);
    clock.setWall(clock.now() + by);
    expect(await pin.check(PIN)).toEqual(waiting(5_000));

    const again = restart(dataDir, clock.now() + by);
    expect(await again.pin.check(PIN)).toEqual(waiting(5_000));
    again.clock.advance(5_000);
    expect(await again.pin.check(PIN)).toEqual({ ok: true });
  });

  test('is over for good after the right PIN', async () => {
    const { pin, clock, dataDir } = await pinInFolder();
    await guessWrong(pin, 4);
    clock.advance(10_000);
    expect(await pin.check(PIN)).toEqual({ ok: true });
    expect(await restart(dataDir).pin.check(PIN)).toEqual({ ok: true });
  });

  test('can’t be undone by ending the process before the answer', async () => {
    const { pin, dataDir } = await pinInFolder();
    await guessWrong(pin, 2);
    const underWay = pin.check('0000');
    expect(await restart(dataDir).pin.check(PIN)).toEqual(waiting(5_000));
    await underWay;
  });
});

test('tries at the same moment are all counted', async () => {
  const { pin } = await pinInFolder();
  await Promise.all(['1111', '2222', '3333'].map((guess) => pin.check(guess)));
  expect(await pin.check(PIN)).toMatchObject({ ok: false });
});

test('a damaged count is set aside, and the PIN still opens', async () => {
  const { dataDir } = await pinInFolder();
  writeFileSync(path.join(dataDir, 'staff-tries.json'), '{"wrongTries":');
  expect(await restart(dataDir).pin.check(PIN)).toEqual({ ok: true });
  expect(readdirSync(dataDir)).toContain('staff-tries.json.damaged');
});

test('where the count can’t be written, this process still counts', async () => {
  const { pin, dataDir } = await pinInFolder();
  // A folder of that name: no file can take its place.
  mkdirSync(path.join(dataDir, 'staff-tries.json'));
  await guessWrong(pin, 3);
  expect(await pin.check(PIN)).toEqual(waiting(5_000));
});

test('it is noted, but for a PIN of an earlier version, whether a PIN is easy to guess', async () => {
  const { dataDir, pin } = await pinInFolder();
  expect(pin.isEasy).toBe(false);
  await pin.set('1234');
  expect(pin.isEasy).toBe(true);
  expect(restart(dataDir).pin.isEasy).toBe(true);

  const file = path.join(dataDir, 'staff.json');
  const { hash } = JSON.parse(readFileSync(file, 'utf8')) as { hash: string };
  writeFileSync(file, JSON.stringify({ hash }));
  const earlier = restart(dataDir).pin;
  expect(earlier).toMatchObject({ isSet: true, isEasy: null });
  expect(await earlier.check('1234')).toEqual({ ok: true });
});
