import { expect, test } from 'vitest';
import { Recovery } from '../../../../electron/shell/recovery/recovery.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

function recovery() {
  const clock = new ManualClock();
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const made = new Recovery({
    clock,
    log,
    actions: {
      showKiosk: note('kiosk'),
      showFault: note('fault'),
      showFaultAgain: note('fault again'),
      restart: ({ softwareGraphics }) =>
        done.push(softwareGraphics ? 'restart without graphics' : 'restart'),
    },
  });
  const fail = (...troubles: Parameters<Recovery['report']>[0][]) => {
    for (const trouble of troubles) made.report(trouble, '');
  };
  return { clock, done, fail };
}

test('a page that is gone is replaced at once', () => {
  const { clock, done, fail } = recovery();
  fail('page-gone');
  clock.advance(0);
  expect(done).toEqual(['kiosk']);
});

test('what else happens to it meanwhile replaces it no second time', () => {
  const { clock, done, fail } = recovery();
  fail('page-gone', 'window-closed');
  clock.advance(10_000);
  expect(done).toEqual(['kiosk']);
});

test('a crash loop ends on the fault page, and is tried again after a minute', () => {
  const { clock, done, fail } = recovery();
  for (let n = 0; n < 4; n++) {
    fail('page-gone');
    clock.advance(5_000);
  }
  expect(done).toEqual(['kiosk', 'kiosk', 'kiosk', 'kiosk']);
  fail('page-gone');
  expect(done.at(-1)).toBe('fault');
  clock.advance(59_000);
  expect(done.at(-1)).toBe('fault');
  clock.advance(1_000);
  expect(done.at(-1)).toBe('kiosk');
});

test('a fault page that falls over is replaced after a pause, which does not delay the next try', () => {
  const { clock, done, fail } = recovery();
  for (let n = 0; n < 4; n++) {
    fail('page-gone');
    clock.advance(5_000);
  }
  fail('page-gone', 'fault-page', 'fault-page');
  clock.advance(4_999);
  expect(done.slice(4)).toEqual(['fault']);
  clock.advance(1);
  expect(done.slice(4)).toEqual(['fault', 'fault again']);
  fail('fault-page');
  clock.advance(55_000);
  expect(done.slice(4)).toEqual(['fault', 'fault again', 'fault again', 'kiosk']);
});

test('an exception restarts the process once, and nothing else is begun', () => {
  const { clock, done, fail } = recovery();
  fail('fault-page', 'page-gone', 'exception', 'exception', 'page-gone', 'gpu-gone');
  clock.advance(600_000);
  expect(done).toEqual(['restart']);
});

test('graphics that keep failing are done without', () => {
  const { done, fail } = recovery();
  fail('gpu-gone', 'gpu-gone');
  expect(done).toEqual([]);
  fail('gpu-gone');
  expect(done).toEqual(['restart without graphics']);
});
