import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Arrivals } from '../../fixtures/arrivals.ts';
import { DEAD_HUB_ENVIRONMENT } from '../../fixtures/dead-hub.ts';

/** A kiosk's process, and what it says. */
export type KioskProcess = {
  child: ChildProcess;
  stderr: () => string;
  exited: Promise<number | null>;
  /** Resolves with the first line on stdout that begins so; rejects where the process ends before. */
  line: (beginning: string) => Promise<string>;
  /** Resolves with the first lines that begin so, as soon as there are so many. */
  lines: (beginning: string, count: number) => Promise<string[]>;
  /** Rejects when the process ends, with what it said. */
  untimelyEnd: Promise<never>;
  close: () => Promise<number | null>;
};

/** Starts Node with these arguments, and an environment of the settings and of where programs are. */
export function startKioskProcess(args: string[], env: Record<string, string>): KioskProcess {
  const { PATH, HOME, TMPDIR, KIOSK_CHROMIUM } = process.env;
  const places = Object.entries({ PATH, HOME, TMPDIR, KIOSK_CHROMIUM });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: {
      ...Object.fromEntries(places.filter(([, value]) => value !== undefined)),
      ...DEAD_HUB_ENVIRONMENT,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const lines = new Arrivals<string>();
  createInterface({ input: child.stdout as Readable }).on('line', (line) => lines.add(line));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const untimelyEnd = exited.then((code) => {
    throw new Error(`The kiosk ended with ${code}: ${said}`);
  });
  untimelyEnd.catch(() => {});
  return {
    child,
    stderr: () => said,
    exited,
    line: (beginning) =>
      Promise.race([lines.first((line) => line.startsWith(beginning)), untimelyEnd]),
    lines: async (beginning, count) => {
      const fitting = () => lines.all.filter((line) => line.startsWith(beginning));
      const all = lines.first(() => fitting().length >= count);
      await Promise.race([all, untimelyEnd]);
      return fitting().slice(0, count);
    },
    untimelyEnd,
    close: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
