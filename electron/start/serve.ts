import path from 'node:path';
import { plainStartError } from '../core/outbox/start-problem.ts';
import { systemClock } from '../core/system/clock.ts';
import { CLOSE_MS, endAtOnce, endsInTime } from '../core/system/end-in-time.ts';
import { Kiosk, type KioskOptions } from '../kiosk/kiosk.ts';
import { serveKioskMetrics } from '../kiosk/kiosk-metrics.ts';
import { readPage } from '../page/page-files.ts';
import type { GivenSettings } from '../process/command-line.ts';
import { EXIT } from '../process/exit-codes.ts';
import { portTrouble } from '../process/port-trouble.ts';
import { windowSystemSwitches } from '../process/window-system.ts';
import type { WindowWatch } from '../served/browser-session.ts';
import { type ChromiumWindow, openWindow } from '../served/chromium.ts';
import { KeptWindow } from '../served/kept-window.ts';
import { type ServedKiosk, serveKiosk } from '../served/server.ts';
import { fileKeyStore } from '../settings/key-store.ts';
import { untilEnded } from './until-ended.ts';

export type ServeOptions = {
  /** The folder with `out/`. */
  root: string;
  port: number;
  /** The path of Chromium; null if no window is wanted. */
  program: string | null;
  /** Whether the window is kept open until staff leave the kiosk; otherwise it is an ordinary one. */
  locked: boolean;
};

/**
 * Serves the kiosk and shows it, until a signal or staff end it, or until no window stays on the screen.
 *
 * @returns the exit code
 * @throws FolderInUseError if another process has the data folder
 * @throws CannotStartError if the kiosk can't start with its data folder
 */
export async function serve(given: GivenSettings, options: ServeOptions): Promise<number> {
  const { root, port, program, locked } = options;
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const leave = program && locked ? { leave: () => end(EXIT.left) } : {};
  const shown = { locked, openedByHand: program === null, ...leave };
  const kiosk = openKiosk({ ...given, keyStore: fileKeyStore(given.dataDir), ...shown });
  await serveKioskMetrics(kiosk, { face: 'served', say });
  await kiosk.start();
  const page = readPage(path.join(root, 'out/renderer'));
  const served = await serveKiosk({ kiosk, page, port }).catch(portTrouble('--port'));
  process.stdout.write(`kiosk ${served.url}\n`);
  if (!program) say('Open this address in a browser on this machine. Ctrl+C ends the kiosk.');
  const window = program ? show(program, served, { locked, end }) : null;
  if (kiosk.pin.isLost) {
    say(
      'The file with the staff PIN is damaged, so no PIN opens the staff area: set KIOSK_STAFF_PIN.',
    );
  } else if (!kiosk.pin.isSet && kiosk.core) {
    say('No staff PIN is set, so the staff area stays closed: set KIOSK_STAFF_PIN.');
  }
  const code = await Promise.race([ended, untilEnded().then(() => EXIT.ok)]);
  // The window is closed first, so that it isn't opened again while everything else is closed.
  const windowClosed = window?.close();
  const closing = served.close().then(() => Promise.all([kiosk.close(), windowClosed]));
  if (await endsInTime(closing, { forMs: CLOSE_MS, clock: systemClock })) return code;
  say("The disk doesn't answer, so the kiosk ends without it. What it has told as saved is saved.");
  endAtOnce();
  return code;
}

function openKiosk(options: KioskOptions): Kiosk {
  try {
    return new Kiosk(options);
  } catch (error) {
    throw plainStartError(options.dataDir, error);
  }
}

function show(
  program: string,
  served: ServedKiosk,
  { locked, end }: { locked: boolean; end: (code: number) => void },
): { close: () => Promise<void> } {
  const open = (watch?: WindowWatch) => {
    const admission = served.admitWindow(watch);
    const { env } = process;
    const switches = windowSystemSwitches([], env, process.platform);
    const window = openWindow(program, admission, { env, windowed: !locked, switches });
    void window.ended.then(admission.end);
    return window;
  };
  if (!locked) return openOnce(open);
  const giveUp = () => {
    say(
      'The window does not stay open: Chromium ends, or shows no page. ' +
        "Check Chromium's policies: RemoteDebuggingAllowed must not be false, and 127.0.0.1 must not be blocked.",
    );
    end(EXIT.fault);
  };
  return new KeptWindow({ open, clock: systemClock, onUnopened: sayUnopened, giveUp });
}

/** Opens an ordinary window. If that fails, the person who wanted it can open the address by hand. */
function openOnce(open: () => ChromiumWindow): { close: () => Promise<void> } {
  try {
    return open();
  } catch (error) {
    sayUnopened(error);
    return { close: async () => {} };
  }
}

function sayUnopened(error: unknown) {
  const why = error instanceof Error ? error.message : String(error);
  say(`The window can't be opened, and the kiosk goes on without it: ${why}`);
}

function say(line: string) {
  process.stderr.write(`${line}\n`);
}
