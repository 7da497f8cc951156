import { expect, test, vi } from 'vitest';
import { ConnectionMonitor } from '../../../../electron/core/delivery/monitor.ts';
import { START } from '../../../../electron/core/delivery/standing.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

function startMonitor() {
  const clock = new ManualClock();
  const monitor = new ConnectionMonitor({ clock, random: () => 0.5 });
  return { clock, monitor };
}

const ABOUT_A_BADGE = { kind: 'badge', rowId: 1 } as const;

test('a pause ends when its time has passed, however the wall clock is set meanwhile', () => {
  const { clock, monitor } = startMonitor();
  monitor.observe({ kind: 'rate-limited', retryAfterMs: 7000 }, ABOUT_A_BADGE);
  clock.setWall(clock.now() + 3_600_000);
  expect(monitor.toldWithoutAsking('badge')).toEqual({
    outcome: 'queued',
    reason: 'rate-limited',
  });
  clock.advance(6999);
  expect(monitor.toldWithoutAsking('badge')).not.toBeNull();
  clock.advance(1);
  expect(monitor.toldWithoutAsking('badge')).toBeNull();
});

test('a listener is told the standing now and before, until it stops listening', () => {
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

test('the last answer and the last trouble are stamped by the wall clock', () => {
  const { clock, monitor } = startMonitor();
  expect(monitor).toMatchObject({ lastAnswerAt: null, trouble: null });
  monitor.met({ is: 'dns', status: null });
  const metAt = clock.now();
  expect(monitor).toMatchObject({ lastAnswerAt: null, trouble: { is: 'dns', over: false } });
  clock.advance(1000);
  monitor.answered();
  const answeredAt = clock.now();
  expect(monitor.trouble).toEqual({ is: 'dns', status: null, at: metAt, over: true });
  clock.advance(1000);
  monitor.met({ is: 'gateway', status: 502 });
  expect(monitor.lastAnswerAt).toBe(answeredAt);
  expect(monitor.trouble).toEqual({ is: 'gateway', status: 502, at: clock.now(), over: false });
});

test('a scan that fails by itself without an answer is not an outage', () => {
  const { monitor } = startMonitor();
  monitor.observe({ kind: 'unreachable' }, { ...ABOUT_A_BADGE, isRowsOwn: true });
  expect(monitor.standing).toEqual({ ...START, troubledRows: [1] });
});
