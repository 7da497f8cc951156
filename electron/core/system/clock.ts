import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Time, as the core takes it: injected, so that tests move it by hand. */
export type Clock = {
  /** Unix milliseconds, for what is written down. A person may set it back or forward at any moment. */
  now: () => number;
  /** Milliseconds that only ever grow, for intervals. */
  monotonic: () => number;
  /**
   * Milliseconds since the machine was started, its sleep included. A later process of the same start goes on with it.
   */
  uptime: () => number;
  /** Names this start of the machine. */
  boot: string;
  /** Runs `action` once after `ms`; returns what calls it off. */
  schedule: (ms: number, action: () => void) => () => void;
};

/** What this machine's clocks said at one moment. */
export type ClockReading = { wall: number; boot: string; uptime: number };

/** What the clocks said at a moment, given by the wall clock and the monotonic one: now, where none is given. */
export function readingOf(
  clock: Clock,
  at = { now: clock.now(), monotonic: clock.monotonic() },
): ClockReading {
  const ago = clock.monotonic() - at.monotonic;
  return { wall: at.now, boot: clock.boot, uptime: Math.round(clock.uptime() - ago) };
}

/** For so long after a reading the uptime is reckoned from it, in milliseconds. */
const RECKONED_MS = 1000;

/** The clocks differ by less than this while the machine is awake, in milliseconds. */
const SAME_PACE_MS = 100;

type Readings = { read: () => number; wall: () => number; monotonic: () => number };

/**
 * The machine's uptime at a fraction of what reading it costs: the system keeps it in a file, and each scan and each
 * answer asks for it. It is read again after a second, and at once where the wall clock and the monotonic one have gone
 * apart: the machine was asleep, or somebody has set its clock.
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

/** Where the system has no name for its start, each process counts as one: less is known then, and nothing wrong. */
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
    // A container may hide it.
  }
  return randomUUID();
}
