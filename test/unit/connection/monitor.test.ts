import { expect, test, vi } from 'vitest';
import { ConnectionMonitor } from '../../../electron/connection/monitor.ts';
import { START } from '../../../electron/connection/standing.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

function startMonitor() {
  const clock = new ManualClock();
  const monitor = new ConnectionMonitor({ clock, random: () => 0.5 });
  return { clock, monitor };
}

const ABOUT_A_BADGE = { kind: 'badge', rowId: 1 } as const;

test('a pause ends by the time that passes, not by a wall clock that is set', () => {
  const { clock, monitor } = startMonitor();
  monitor.observe({ kind: 'rate-limited', retryAfterMs: 7000 }, ABOUT_A_BADGE);
  clock.setWall(clock.now() + 3_600_000);
  expect(monitor.answerUnasked('badge')).toEqual({ outcome: 'queued', reason: 'rate-limited' });
  clock.advance(6999);
  expect(monitor.answerUnasked('badge')).not.toBeNull();
  clock.advance(1);
  expect(monitor.answerUnasked('badge')).toBeNull();
});

test('who listens is told what is and what was, until it stops listening', () => {
  const { monitor } = startMonitor();
  const listener = vi.fn();
  const stop = monitor.onChange(listener);
  monitor.observe({ kind: 'unreachable' }, ABOUT_A_BADGE);
  expect(listener).toHaveBeenCalledExactlyOnceWith(monitor.standing, START);
  expect(monitor.standing.offline?.reason).toBe('no-network');
  stop();
  monitor.observe({ kind: 'answered' }, ABOUT_A_BADGE);
  expect(listener).toHaveBeenCalledOnce();
  expect(monitor.standing.offline).toBeNull();
});

test('the last answer is any at all, by the wall clock', () => {
  const { clock, monitor } = startMonitor();
  monitor.observe({ kind: 'unreachable' }, ABOUT_A_BADGE);
  expect(monitor.lastAnswerAt).toBeNull();
  monitor.observe({ kind: 'server-trouble' }, ABOUT_A_BADGE);
  const answeredAt = clock.now();
  clock.advance(1000);
  monitor.observe({ kind: 'unreachable' }, ABOUT_A_BADGE);
  expect(monitor.lastAnswerAt).toBe(answeredAt);
});

test('no answer to a scan that fails by itself is no answer either, and no outage', () => {
  const { monitor } = startMonitor();
  monitor.observe({ kind: 'unreachable' }, { ...ABOUT_A_BADGE, isRowsOwn: true });
  expect(monitor.lastAnswerAt).toBeNull();
  expect(monitor.standing).toEqual({ ...START, troubledRows: [1] });
});
