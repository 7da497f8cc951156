import { expect, it } from 'vitest';
import type { WindowWatch } from '../../../electron/served/browser-session.ts';
import {
  COVERED_MS,
  FIRST_PAGE_MS,
  KeptWindow,
  MOST_FAILURES,
  PAGE_LOST_MS,
  reopenAfterMs,
  SETTLED_MS,
  UNOPENED_MS,
} from '../../../electron/served/kept-window.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

/** Windows that end when the test says so. */
function keep() {
  const clock = new ManualClock();
  type Made = WindowWatch & { end: () => Promise<void>; asked: boolean; toFront: number };
  const opened: Made[] = [];
  let gaveUp = 0;
  const unopened: unknown[] = [];
  let fault: Error | null = null;
  const open = (watch: WindowWatch) => {
    if (fault) throw fault;
    let resolve = () => {};
    const ended = new Promise<void>((done) => {
      resolve = done;
    });
    const made: Made = {
      ...watch,
      asked: false,
      toFront: 0,
      end: async () => {
        resolve();
        await ended;
      },
    };
    opened.push(made);
    return {
      ended,
      toFront: () => {
        made.toFront += 1;
      },
      close: () => {
        made.asked = true;
        return made.end();
      },
    };
  };
  const giveUp = () => {
    gaveUp += 1;
  };
  const window = new KeptWindow({
    open,
    clock,
    onUnopened: (error) => unopened.push(error),
    giveUp,
  });
  const latest = () => {
    const made = opened.at(-1);
    if (!made) throw new Error('No window was opened');
    return made;
  };
  const failWith = (error: Error | null) => {
    fault = error;
  };
  return { window, clock, opened, latest, unopened, failWith, gaveUp: () => gaveUp };
}

it('opens another window soon after one that stayed has ended', async () => {
  const { clock, opened, latest } = keep();
  latest().onPages(1);
  clock.advance(SETTLED_MS);
  await latest().end();
  latest().onPages(0);
  clock.advance(reopenAfterMs(0) - 1);
  expect(opened).toHaveLength(1);
  clock.advance(1);
  expect(opened).toHaveLength(2);
});

it('waits longer after each window that did not stay, and gives up after five in a row', async () => {
  const { window, clock, opened, latest, gaveUp } = keep();
  for (let failures = 1; failures < MOST_FAILURES; failures += 1) {
    await latest().end();
    clock.advance(reopenAfterMs(failures) - 1);
    expect(opened).toHaveLength(failures);
    clock.advance(1);
    expect(opened).toHaveLength(failures + 1);
  }
  expect(gaveUp()).toBe(0);
  await latest().end();
  expect(gaveUp()).toBe(1);
  clock.advance(3_600_000);
  expect(opened).toHaveLength(MOST_FAILURES);
  await window.close();
});

it('counts anew after a window that stayed', async () => {
  const { clock, opened, latest, gaveUp } = keep();
  for (let round = 0; round < 3 * MOST_FAILURES; round += 1) {
    latest().onPages(1);
    if (round % 3 === 0) clock.advance(SETTLED_MS);
    await latest().end();
    latest().onPages(0);
    clock.advance(reopenAfterMs(MOST_FAILURES));
    expect(opened).toHaveLength(round + 2);
  }
  expect(gaveUp()).toBe(0);
});

it.each([
  ['was never drawn', [], FIRST_PAGE_MS],
  ['has crashed', [1, 0], PAGE_LOST_MS],
])('ends a window whose page %s', async (_how, pages, wait) => {
  const { clock, opened, latest } = keep();
  for (const open of pages) latest().onPages(open);
  clock.advance(wait - 1);
  expect(latest().asked).toBe(false);
  clock.advance(1);
  expect(latest().asked).toBe(true);
  await latest().end();
  clock.advance(reopenAfterMs(1));
  expect(opened).toHaveLength(2);
});

it('gives the next window the time of a first one', async () => {
  const { clock, latest } = keep();
  latest().onPages(1);
  await latest().end();
  latest().onPages(0);
  clock.advance(reopenAfterMs(1));
  clock.advance(FIRST_PAGE_MS - 1);
  expect(latest().asked).toBe(false);
  clock.advance(1);
  expect(latest().asked).toBe(true);
});

it('leaves a window alone whose page comes back in time, as at a reload', () => {
  const { clock, latest } = keep();
  latest().onPages(1);
  latest().onPages(0);
  clock.advance(PAGE_LOST_MS - 1);
  latest().onPages(1);
  clock.advance(3_600_000);
  expect(latest().asked).toBe(false);
});

it('opens nothing more once it is closed', async () => {
  const { window, clock, opened, latest } = keep();
  await latest().end();
  await window.close();
  clock.advance(3_600_000);
  expect(opened).toHaveLength(1);
  expect(clock.scheduled).toBe(0);
});

it('tries a window that can’t be begun again for ever, says so once, and gives nothing up', async () => {
  const { window, clock, opened, latest, unopened, failWith, gaveUp } = keep();
  latest().onPages(1);
  clock.advance(SETTLED_MS);
  const full = new Error('no space left');
  failWith(full);
  await latest().end();
  clock.advance(reopenAfterMs(0) + 100 * UNOPENED_MS);
  expect({ opened: opened.length, unopened, gaveUp: gaveUp() }).toEqual({
    opened: 1,
    unopened: [full],
    gaveUp: 0,
  });
  failWith(null);
  clock.advance(UNOPENED_MS);
  expect(opened).toHaveLength(2);
  failWith(full);
  latest().onPages(0);
  await latest().end();
  clock.advance(60_000);
  expect(unopened).toHaveLength(2);
  await window.close();
  failWith(null);
  clock.advance(60_000);
  expect(opened).toHaveLength(2);
});

it('counts the pages of the latest window alone', async () => {
  const { clock, opened, latest } = keep();
  const [first] = opened;
  await latest().end();
  clock.advance(reopenAfterMs(1));
  expect(opened).toHaveLength(2);
  first?.onPages(1);
  clock.advance(FIRST_PAGE_MS);
  expect(latest().asked).toBe(true);
});

it('brings a window to the front each time that another one covers it', () => {
  const { clock, latest } = keep();
  latest().onPages(1);
  latest().onCovered(false);
  expect(latest().toFront).toBe(0);
  for (let time = 1; time <= 3; time += 1) {
    latest().onCovered(true);
    expect(latest().toFront).toBe(time);
    clock.advance(COVERED_MS - 1);
    latest().onCovered(false);
  }
  clock.advance(3_600_000);
  expect(latest().asked).toBe(false);
});

it('replaces a window that does not come to the front again', async () => {
  const { clock, opened, latest } = keep();
  latest().onPages(1);
  latest().onCovered(false);
  latest().onCovered(true);
  clock.advance(COVERED_MS / 2);
  latest().onCovered(true);
  clock.advance(COVERED_MS / 2 - 1);
  expect(latest().asked).toBe(false);
  clock.advance(1);
  expect(latest().asked).toBe(true);
  await latest().end();
  clock.advance(reopenAfterMs(1));
  expect(opened).toHaveLength(2);
});

it('keeps a window that never had the keys, as behind a locked session', () => {
  const { clock, latest } = keep();
  latest().onPages(1);
  for (let time = 0; time < 100; time += 1) {
    latest().onCovered(true);
    clock.advance(COVERED_MS);
  }
  expect(latest().asked).toBe(false);
  expect(latest().toFront).toBe(100);
});
