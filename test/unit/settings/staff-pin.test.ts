import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { StaffPin, waitAfter } from '../../../electron/settings/staff-pin.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

// The real check, which tells how often it was called.
vi.mock('@node-rs/argon2', { spy: true });

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
    expect(await pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
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
    expect(await again.pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
  });

  test('is over for good after the right PIN', async () => {
    const { pin, clock, dataDir } = await pinInFolder();
    await guessWrong(pin, 4);
    clock.advance(10_000);
    expect(await pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
    expect(await restart(dataDir).pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
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
  expect(await restart(dataDir).pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
  expect(readdirSync(dataDir)).toContain('staff-tries.json.damaged');
});

test('where the count can’t be written, this process still counts', async () => {
  const { pin, dataDir } = await pinInFolder();
  // A folder of that name: no file can take its place.
  mkdirSync(path.join(dataDir, 'staff-tries.json'));
  await guessWrong(pin, 3);
  expect(await pin.check(PIN)).toEqual(waiting(5_000));
});

describe('a steward’s PIN', () => {
  const STEWARDS = '4711';

  async function withBoth() {
    const made = await pinInFolder();
    await made.pin.set(STEWARDS, 'steward');
    return made;
  }

  test('opens in another role than the supervisor’s, over a restart too', async () => {
    const { dataDir } = await withBoth();
    const { pin } = restart(dataDir);
    expect(await pin.check(STEWARDS)).toEqual({ ok: true, role: 'steward' });
    expect(await pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
    const text = readFileSync(path.join(dataDir, 'steward.json'), 'utf8');
    expect(text).toContain('$argon2id$');
    expect(text).not.toContain(STEWARDS);
  });

  test('counts wrong tries together with the supervisor’s: one pad is guessed at', async () => {
    const { pin } = await withBoth();
    await guessWrong(pin, 3);
    expect(await pin.check(STEWARDS)).toEqual(waiting(5_000));
    expect(await pin.check(PIN)).toEqual(waiting(5_000));
  });

  test('doesn’t let whoever knows it guess at the supervisor’s for ever', async () => {
    const { pin, dataDir } = await withBoth();
    // Two wrong ones, their own, and again: there is never a wait for three in a row.
    for (let wrong = 0; wrong < 22; wrong += 2) {
      expect(await pin.check('0000')).toEqual(waiting(0));
      expect(await pin.check('0000')).toEqual(waiting(0));
      expect(await pin.check(STEWARDS)).toMatchObject({ ok: true });
    }
    const again = restart(dataDir);
    expect(await again.pin.check('0000')).toEqual(waiting(5_000));
    again.clock.advance(5_000);
    expect(await again.pin.check(STEWARDS)).toMatchObject({ ok: true });
    expect(await again.pin.check('0000')).toEqual(waiting(10_000));
    again.clock.advance(10_000);
    expect(await again.pin.check(PIN)).toMatchObject({ ok: true });
    expect(await again.pin.check('0000')).toEqual(waiting(0));
  });

  test('leaves a count that can be read again where both are entered at once', async () => {
    const { pin, dataDir } = await withBoth();
    await Promise.all([pin.check(PIN), pin.check(STEWARDS), pin.check(PIN)]);
    restart(dataDir);
    expect(readdirSync(dataDir)).not.toContain('staff-tries.json.damaged');
  });

  test('opens nothing once it is taken away, over a restart too', async () => {
    const { pin, dataDir } = await withBoth();
    const change = await pin.prepareWithoutStewards();
    writeFileSync(change.file, change.text);
    change.take();
    for (const now of [pin, restart(dataDir).pin]) {
      expect(now.stewardsIsSet).toBe(false);
      expect(await now.check(STEWARDS)).toMatchObject({ ok: false });
      expect(await now.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
    }
  });

  test('whose file is damaged opens nothing, and the supervisor’s opens as ever', async () => {
    const { dataDir } = await withBoth();
    writeFileSync(path.join(dataDir, 'steward.json'), '{"hash":');
    const { pin } = restart(dataDir);
    expect([pin.stewardsIsSet, pin.isSet, pin.isLost]).toEqual([false, true, false]);
    expect(await pin.check(STEWARDS)).toMatchObject({ ok: false });
    expect(await pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
    expect(readdirSync(dataDir)).toContain('steward.json.damaged');
  });

  test('makes nobody a supervisor when the supervisor’s is lost', async () => {
    const { dataDir } = await withBoth();
    writeFileSync(path.join(dataDir, 'staff.json'), '{"hash":null}');
    const { pin } = restart(dataDir);
    expect(pin.isLost).toBe(true);
    expect(await pin.check(PIN)).toMatchObject({ ok: false });
    expect(await pin.check(STEWARDS)).toEqual({ ok: true, role: 'steward' });
  });

  test('that is set while it is checked makes the check fail', async () => {
    const { pin } = await withBoth();
    const change = await pin.prepare('1357', 'steward');
    const underWay = pin.check(STEWARDS);
    change.take();
    expect(await underWay).toMatchObject({ ok: false });
  });

  test.each([
    ['a supervisor’s PIN alone', pinInFolder],
    ['both', withBoth],
  ])('with %s, two hashes are computed for a wrong PIN', async (_, made) => {
    const { pin } = await made();
    const { verify } = await import('@node-rs/argon2');
    const calls = vi.mocked(verify).mock.calls.length;
    await pin.check('0000');
    expect(vi.mocked(verify).mock.calls.length - calls).toBe(2);
  });
});

test.each(['{"hash":"hello"}', '{"hash":"$argon2id$v=19$m=9,t=0,p=1$$"}', 'null', ''])(
  'a file with %j is no PIN: nothing opens until a new one is set',
  async (text) => {
    const { dataDir } = await pinInFolder();
    writeFileSync(path.join(dataDir, 'staff.json'), text);
    const { pin } = restart(dataDir);
    expect([pin.isSet, pin.isLost]).toEqual([false, true]);
    expect(await pin.check(PIN)).toMatchObject({ ok: false });
    expect(readdirSync(dataDir)).toContain('staff.json.damaged');
    await pin.set('55512345');
    expect([pin.isSet, pin.isLost]).toEqual([true, false]);
    expect(await pin.check('55512345')).toEqual({ ok: true, role: 'supervisor' });
  },
);

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
  expect(await earlier.check('1234')).toMatchObject({ ok: true });
});
