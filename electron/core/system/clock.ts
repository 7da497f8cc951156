import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/** All the time that the core uses. It is passed in, so that tests can move it by hand. */
export type Clock = {
  /** Unix milliseconds, for times that are written down. A person may set this clock back or forward at any moment. */
  now: () => number;
  /** Milliseconds that never go back, for intervals. */
  monotonic: () => number;
  /**
   * Milliseconds since the machine started, including its sleep. Later processes of the same start continue the count.
   */
  uptime: () => number;
  /** A name for this start of the machine. */
  boot: string;
  /** Runs `action` once after `ms`. The returned function cancels it. */
  schedule: (ms: number, action: () => void) => () => void;
};

/** What this machine's clocks showed at one moment. */
export type ClockReading = { wall: number; boot: string; uptime: number };

/** What the clocks showed at a moment that the wall clock and the monotonic clock name; by default that is now. */
export function readingOf(
  clock: Clock,
  at = { now: clock.now(), monotonic: clock.monotonic() },
): ClockReading {
  const ago = clock.monotonic() - at.monotonic;
  return { wall: at.now, boot: clock.boot, uptime: Math.round(clock.uptime() - ago) };
}

/** How long the uptime is worked out from its last reading, in milliseconds. */
const RECKONED_MS = 1000;

/** While the machine is awake, the two clocks run apart by less than this between readings, in milliseconds. */
const SAME_PACE_MS = 100;

type Readings = { read: () => number; wall: () => number; monotonic: () => number };

/**
 * Gives the machine's uptime at a fraction of what reading it costs. Each scan and each answer asks for it, and the
 * system keeps it in a file.
 *
 * It is read again after a second. It is read at once if the wall clock and the monotonic clock have moved apart,
 * because then the machine was asleep, or somebody has set its clock.
 */
export function steadyUptime({ read, wall, monotonic }: Readings): () => number {
  let last = { uptime: 0, wall: 0, monotonic: Number.NEGATIVE_INFINITY };
  return () => {
    const now = { wall: wall(), monotonic: monotonic() };
    const passed = now.monotonic - last.monotonic;
    const isAwake = Math.abs(now.wall - last.wall - passed) < SAME_PACE_MS;
    if (passed < RECKONED_MS && isAwake) return last.uptime + passed;
    last = { uptime: read(), ...now };
    return last.uptime;
  };
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: steadyUptime({
    read: () => os.uptime() * 1000,
    wall: Date.now,
    monotonic: () => performance.now(),
  }),
  boot: bootName(),
  schedule: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * If the system has no name for its start, each process counts as a start of its own. Less is known then, but nothing
 * is wrong.
 */
function bootName(): string {
  try {
    switch (process.platform) {
      case 'linux':
        return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      case 'darwin':
        return execFileSync('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], {
          encoding: 'utf8',
          env: {},
        }).trim();
    }
  } catch {
    // A container may hide the name.
  }
  return randomUUID();
}
