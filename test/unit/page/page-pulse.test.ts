import { expect, test } from 'vitest';
import { ASK_MS, MAX_UNANSWERED, PagePulse } from '../../../electron/page/page-pulse.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

function feel() {
  const clock = new ManualClock();
  const page = { asked: 0, stopped: 0, answers: true };
  const pulse = new PagePulse({
    clock,
    ask: () => {
      page.asked += 1;
      if (page.answers) pulse.heard();
    },
    onStopped: () => {
      page.stopped += 1;
    },
  });
  return { clock, page, pulse };
}

test('a page that answers lives, however long', () => {
  const { clock, page } = feel();
  clock.advance(1000 * ASK_MS);
  expect(page).toMatchObject({ asked: 1000, stopped: 0 });
});

test('a page that leaves several questions unanswered has stopped, once', () => {
  const { clock, page } = feel();
  clock.advance(10 * ASK_MS);
  page.answers = false;
  clock.advance((MAX_UNANSWERED + 1) * ASK_MS - 1);
  expect(page.stopped).toBe(0);
  clock.advance(1);
  expect(page.stopped).toBe(1);
  clock.advance(100 * ASK_MS);
  expect(page.stopped).toBe(1);
});

test('a late answer is one', () => {
  const { clock, page, pulse } = feel();
  page.answers = false;
  for (let round = 0; round < 10; round += 1) {
    clock.advance(MAX_UNANSWERED * ASK_MS);
    pulse.heard();
  }
  expect(page.stopped).toBe(0);
});

test('nobody is asked after the end', () => {
  const { clock, page, pulse } = feel();
  pulse.end();
  clock.advance(100 * ASK_MS);
  expect(page).toMatchObject({ asked: 0, stopped: 0 });
  expect(clock.scheduled).toBe(0);
});
