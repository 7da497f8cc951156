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
  /** Milliseconds since the machine was started, its sleep included. A later process of the same start goes on with it. */
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

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => os.uptime() * 1000,
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
