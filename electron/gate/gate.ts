import type { FirstScan, ScanResult } from '../../shared/scan/outcome.ts';
import type { Core } from '../core/core.ts';
import type { CoreStatus } from '../core/status/status-watch.ts';
import type { Clock } from '../core/system/clock.ts';
import { changeWords, type ToldStatus } from './gate-words.ts';
import type { ScannedLine } from './scans.ts';

/** The most scans under way at once. A scanner never has more than one, and a pipe must not run ahead of Confera. */
const AT_ONCE = 4;

export type GateEvent =
  | ({
      event: 'scan';
      n: number;
      ms: number;
      first?: FirstScan | null;
      passBack?: FirstScan;
    } & Omit<ScanResult, 'name' | 'first' | 'passBack'>)
  | { event: 'settled'; scanId: string; outcome: ScanResult['outcome'] }
  | { event: 'status'; connection: CoreStatus['connection']; queued: number };

export type GateRun = {
  core: Core;
  clock: Clock;
  scans: AsyncIterable<ScannedLine>;
  /** How long to go on sending after the last scan, milliseconds. */
  drainMs: number;
  write: (event: GateEvent) => void;
  /** Writes a line for the person at the gate. */
  say: (line: string) => void;
  /** Aborts when the command is told to end: what is under way is finished, and the backlog waits for the next run. */
  signal: AbortSignal;
};

/**
 * Runs the kiosk without a screen. It takes scans until there are no more, then goes on sending for a while.
 *
 * @returns the core's status at the end
 */
export async function runGate(run: GateRun): Promise<CoreStatus> {
  const { core, write } = run;
  tellChanges(run);
  core.events.on('settled', ({ scanId, outcome }) => write({ event: 'settled', scanId, outcome }));
  core.start();
  await takeScans(run);
  if (!run.signal.aborted) await drain(run);
  return core.status();
}

/** Hands the scans to the core. While as many as are allowed are under way, the rest stays in the input. */
async function takeScans({ core, clock, scans, write, signal }: GateRun) {
  const underWay = new Set<Promise<void>>();
  const take = async ({ raw, n }: ScannedLine) => {
    const at = { now: clock.now(), monotonic: clock.monotonic() };
    const told = await core.scan({ raw, source: 'stdin', at });
    const { scanId, outcome, kind, day, reason } = told;
    const ms = Math.round((clock.monotonic() - at.monotonic) * 10) / 10;
    write({ event: 'scan', n, scanId, outcome, kind, day, reason, ...earlierOf(told), ms });
  };
  for await (const line of scans) {
    if (signal.aborted) break;
    const scan = take(line).finally(() => underWay.delete(scan));
    underWay.add(scan);
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

/** What is known of the scans before, for a badge that was scanned before. */
function earlierOf({ outcome, first, passBack }: ScanResult) {
  const isAgain = first !== null || outcome === 'already-checked-in';
  return { ...(isAgain && { first }), ...(passBack && { passBack }) };
}

/** Resolves once nothing is left that this run can send, or when the time is up. */
function drain({ core, clock, drainMs, signal }: GateRun): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      core.events.off('status', look);
      signal.removeEventListener('abort', end);
      cancel();
      resolve();
    };
    const look = ({ queued, queuedElsewhere, backlogStopped }: CoreStatus) => {
      if (queued === queuedElsewhere || backlogStopped) end();
    };
    const cancel = clock.schedule(drainMs, end);
    core.events.on('status', look);
    signal.addEventListener('abort', end);
    look(core.status());
  });
}

/** Tells when the connection changes, when a first scan begins to wait, and when none waits any more. */
function tellChanges({ core, write, say }: GateRun) {
  let told: ToldStatus & Pick<CoreStatus, 'queued'> = {
    connection: 'online',
    queued: 0,
    backlogStopped: false,
    clockMinutesAhead: null,
    storage: null,
  };
  const tell = (status: CoreStatus) => {
    const { connection, queued } = status;
    if (connection !== told.connection || queued > 0 !== told.queued > 0) {
      write({ event: 'status', connection, queued });
    }
    for (const line of changeWords(told, status)) say(line);
    told = status;
  };
  core.events.on('status', tell);
  tell(core.status());
}
