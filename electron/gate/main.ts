import { type Core, createCore } from '../core/core.ts';
import { explainStart } from '../core/outbox/start-problem.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { systemClock } from '../core/system/clock.ts';
import type { DamagedFile } from '../core/system/damaged-files.ts';
import { CLOSE_MS, closedInTime, endAtOnce } from '../core/system/end-in-time.ts';
import { FolderInUseError, lockDataFolder } from '../core/system/folder-lock.ts';
import { EXIT } from '../process/exit-codes.ts';
import { whenOrphaned } from '../process/when-orphaned.ts';
import { runGate } from './gate.ts';
import { readPipe } from './lines.ts';
import { type GateOptions, readGateOptions, UnreadableFolderError } from './options.ts';
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

const say = (line: string) => process.stderr.write(`${line}\n`);

// Words that nobody can read any more, as after a closed terminal, are no reason to end.
process.stderr.on('error', () => {});

async function main(): Promise<number> {
  // Whatever is made from here on is for this user alone, SQLite's and the log's files too.
  process.umask(0o077);
  let options: GateOptions | 'help';
  try {
    options = readGateOptions(process.argv.slice(2), process.env);
  } catch (error) {
    const isBadSetting = error instanceof BadSettingError;
    if (!isBadSetting && !(error instanceof UnreadableFolderError)) throw error;
    say(error.message);
    return isBadSetting ? EXIT.badSetting : EXIT.fault;
  }
  if (options === 'help') {
    process.stdout.write(HELP);
    return EXIT.ok;
  }
  let core: Core;
  try {
    // Never given back by hand: it ends with the process.
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
    if (!(await closedInTime(core.close(), patience))) endWithoutDisk();
  }
}

/** What was told as taken is on disk. */
function endWithoutDisk() {
  say(
    "The disk doesn't answer, so the gate ends. " +
      'Scan again every code that got no "scan" line.',
  );
  endAtOnce();
}

async function scanLines(core: Core, options: GateOptions): Promise<number> {
  const stopping = new AbortController();
  let unheard = false;
  let damaged = false;
  const stop = () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    input.close();
    // A person's longest wait for Confera, and what comes after it.
    const limit = options.settings.timeoutMs + CLOSE_MS;
    systemClock.schedule(limit, endWithoutDisk);
  };
  // Before the terminal is changed: a signal that nobody handles would leave it as it is then.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.once(signal, stop);
  const input = openInput(options.settings.wedgeGapMs);
  core.events.once('damaged', () => {
    damaged = true;
    stop();
  });
  whenOrphaned(stop);
  process.stdout.on('error', () => {
    // Nobody hears the answers any more: no further scan is taken.
    unheard = true;
    stop();
  });

  const { salvage } = core.outbox;
  if (salvage) {
    const { folder, carriedOver, lost, moreFeared, withoutDestination } = salvage;
    const missing = moreFeared ? 'the last before it may be missing' : `${scans(lost)} lost`;
    say(
      `A damaged database was set aside in ${folder}: ${scans(carriedOver)} carried over, ${missing}.`,
    );
    if (withoutDestination > 0) {
      say(
        `${scans(withoutDestination)} no longer ${withoutDestination === 1 ? 'has its' : 'have their'} Confera address. ` +
          "They are kept, but can't be sent: run npm start with this data folder and export those that wait " +
          'under Staff, Settings, Wipe this device. It asks before it deletes anything.',
      );
    }
  }
  for (const file of core.damagedFiles) {
    say(
      `${file}.json was damaged and is set aside: ${LOST[file]} Remove ${file}.json.damaged then.`,
    );
  }
  if (options.resume) await core.resumeBacklog();
  if (options.sendRejected) {
    const count = await core.sendAgain(null);
    say(`Sent again: ${scans(count)}.`);
  }
  const { scannerPrefix: prefix, scannerSuffix: suffix } = options.settings;
  const affixes = { prefix, suffix };
  const { queued, queuedElsewhere, backlogStopped } = await runGate({
    core,
    clock: systemClock,
    scans: readScans(input.pieces, { clock: systemClock, affixes }),
    drainMs: options.drainMs,
    write: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
    say,
    signal: stopping.signal,
  });
  if (unheard) {
    say('The events could not be written: their reader is gone.');
    return EXIT.fault;
  }
  if (damaged) {
    say(
      'The database is damaged. Start the gate again: it sets the damaged one aside and goes on.',
    );
    return EXIT.fault;
  }
  if (queued === 0) return EXIT.ok;
  const here = queued - queuedElsewhere;
  if (here > 0) {
    const next = backlogStopped
      ? ', until --resume or --send-rejected.'
      : '. The next run goes on with them.';
    say(`Saved and not yet confirmed: ${scans(here)}${next}`);
  }
  if (queuedElsewhere > 0) {
    say(
      `Waiting for another address: ${scans(queuedElsewhere)}. Run with that address to send them.`,
    );
  }
  return EXIT.pending;
}

/** @param gapMs the longest gap between two keys of a scanner */
function openInput(gapMs: number): Terminal {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return { pieces: readPipe(stdin), close: () => stdin.destroy() };
  // Never on stdout, where events alone stand.
  const screen = stderr.isTTY ? stderr : null;
  return openTerminal(stdin, { screen, clock: systemClock, gapMs });
}

/** What is gone with a damaged file. */
const LOST: Record<DamagedFile, string> = {
  device:
    "this device has a new name, and while offline it doesn't know today's scans from before.",
  settings: 'what was set on the screen is gone; set it again.',
  staff: 'the staff PIN is gone; start the kiosk with KIOSK_STAFF_PIN set to a new one.',
};

const scans = (count: number) => (count === 1 ? '1 scan' : `${count} scans`);

const code = await main().catch((error: unknown) => {
  say(`The gate stopped: ${error instanceof Error ? error.message : String(error)}`);
  return EXIT.fault;
});
// Connections may still be open; what was written to a pipe must be through before the end.
process.stdout.write('', () => process.exit(code));
