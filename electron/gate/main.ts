import { type Core, createCore } from '../core/core.ts';
import { CannotStartError, explainStart } from '../core/outbox/start-problem.ts';
import { systemClock } from '../core/system/clock.ts';
import { CLOSE_MS, endAtOnce, endsInTime } from '../core/system/end-in-time.ts';
import { FolderInUseError, lockDataFolder } from '../core/system/folder-lock.ts';
import { openMetrics } from '../metrics/open-metrics.ts';
import { EXIT } from '../process/exit-codes.ts';
import { runCommand, say } from '../process/run-command.ts';
import { watchForEarlyEnd } from './early-end.ts';
import { runGate } from './gate.ts';
import { damageWords, leftOverWords, scans } from './gate-words.ts';
import { readPipe } from './lines.ts';
import { type GateOptions, readGateOptions } from './options.ts';
import { readScans } from './scans.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const HELP = `Takes one code a line on standard input, writes one JSON event a line on standard output.

  --drain-ms N       go on sending for N milliseconds after the input's end (default 10000)
  --resume           go on after ten rejected codes in a row have stopped the saved scans
  --send-rejected    the same, and also send again what Confera has refused
  --help             show this

It runs until its input ends or it is told to end; SIGINT leaves what waits to the next run.
Settings come from the environment (CONFERA_BASE_URL, CONFERA_API_KEY, KIOSK_…) or from flags
(--base-url, --location, …; never the key): docs/settings.md lists them.

Exit code: 0 nothing left to send, 3 scans wait for the next run, 2 bad setting,
4 another instance uses the data folder, 1 fault.
`;

// After its terminal was closed nobody reads the gate's words. That is no reason to end.
process.stderr.on('error', () => {});

async function takeScans(options: GateOptions): Promise<number> {
  let core: Core;
  try {
    // The lock is never given back: it ends with the process.
    lockDataFolder(options.dataDir);
    core = createCore(options);
  } catch (error) {
    say(explainStart(options.dataDir, error));
    return error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault;
  }
  try {
    return await scanLines(core, options);
  } finally {
    const patience = { forMs: CLOSE_MS, clock: systemClock };
    if (!(await endsInTime(core.close(), patience))) endWithoutDisk();
  }
}

/** Ends the process without waiting for the disk. Every scan that was reported as taken is already on it. */
function endWithoutDisk() {
  say(
    "The disk doesn't answer, so the gate ends. " +
      'Scan again every code that got no "scan" line.',
  );
  endAtOnce();
}

async function scanLines(core: Core, options: GateOptions): Promise<number> {
  const { timeoutMs, wedgeGapMs, scannerPrefix, scannerSuffix } = options.settings;
  // This comes before the terminal is changed, since a signal that nobody handles would leave it changed.
  const earlyEnd = watchForEarlyEnd(core);
  const input = openInput(wedgeGapMs);
  earlyEnd.signal.addEventListener('abort', () => {
    input.close();
    // This is the longest that a person waits for Confera, plus the longest that closing may take.
    systemClock.schedule(timeoutMs + CLOSE_MS, endWithoutDisk);
  });

  for (const line of damageWords(core)) say(line);
  if (options.resume) await core.resumeBacklog();
  if (options.sendRejected) say(`Sent again: ${scans(await core.sendAgain(null))}.`);
  const watched = { face: 'gate', core: () => core, location: () => options.settings.location };
  const { settings } = options;
  const metrics = await openMetrics({ settings, watched, clock: systemClock, say });
  metrics?.follow(core);
  const affixes = { prefix: scannerPrefix, suffix: scannerSuffix };
  const status = await runGate({
    core,
    clock: systemClock,
    scans: readScans(input.pieces, { clock: systemClock, affixes }),
    drainMs: options.drainMs,
    write: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
    say,
    signal: earlyEnd.signal,
  });

  const fault = earlyEnd.fault();
  for (const line of fault ? [fault] : leftOverWords(status)) say(line);
  if (fault) return EXIT.fault;
  return status.queued === 0 ? EXIT.ok : EXIT.pending;
}

/** @param gapMs the longest gap between two keys of a scanner */
function openInput(gapMs: number): Terminal {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return { pieces: readPipe(stdin), close: () => stdin.destroy() };
  // It never writes to stdout, where nothing but events may appear.
  const screen = stderr.isTTY ? stderr : null;
  return openTerminal(stdin, { screen, clock: systemClock, gapMs });
}

await runCommand({
  name: 'The gate',
  help: HELP,
  read: () => readGateOptions(process.argv.slice(2), process.env),
  run: takeScans,
  isPlain: (error) => error instanceof CannotStartError,
});
