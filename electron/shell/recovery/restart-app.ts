import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { app } from 'electron';
import { endAtOnce } from '../../core/system/end-in-time.ts';
import { EXIT } from '../../process/exit-codes.ts';
import { sendSecrets, withSecretsPipe } from '../../process/secrets-pipe.ts';
import type { SettingTexts } from '../../settings/saved-settings.ts';

/** Marks the environment of a successor: it may have to wait for the process before it to end. */
const SUCCESSOR = 'KIOSK_SUCCESSOR';

/** How long a successor waits, milliseconds. */
const SUCCESSION_MS = 10_000;

/**
 * How long this process may wait for the one before it; 0 if a person or a supervisor started it.
 *
 * @param env the mark is removed from it
 */
export function takeSuccession(env: NodeJS.ProcessEnv): number {
  const mark = env[SUCCESSOR];
  delete env[SUCCESSOR];
  return mark === '1' ? SUCCESSION_MS : 0;
}

/**
 * Ends this process and has a new one take its place. The supervisor starts it if there is one (`KIOSK_SUPERVISED=1`,
 * set by `npm start` and by the systemd unit); otherwise this process does. Electron's own `relaunch` would lose a key
 * that came from outside, because it is no longer in the environment. If no process can be started, this one ends with
 * 75 all the same: half a kiosk is worse than none.
 *
 * Close the kiosk before calling this.
 *
 * @param isClosed false if closing hangs on a disk that doesn't answer: the process then ends without waiting
 */
export function restartApp(
  environment: SettingTexts,
  { isClosed }: { isClosed: boolean } = { isClosed: true },
): void {
  const exit = (code: number) => (isClosed ? app.exit(code) : endAtOnce());
  if (process.env.KIOSK_SUPERVISED === '1') {
    exit(EXIT.startAgain);
    return;
  }
  try {
    app.releaseSingleInstanceLock();
    startSuccessor(environment, exit);
  } catch {
    exit(EXIT.startAgain);
  }
}

function startSuccessor(environment: SettingTexts, exit: (code: number) => void) {
  const { env, stdio } = withSecretsPipe({ ...process.env, [SUCCESSOR]: '1' });
  // The program inside an AppImage disappears together with this process.
  const program = process.env.APPIMAGE ?? process.execPath;
  const child = spawn(program, [...process.execArgv, ...process.argv.slice(1)], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', stdio],
    detached: true,
  });
  const giveUp = () => exit(EXIT.startAgain);
  child.once('error', giveUp);
  // There is no pipe if the process has no file descriptors left.
  const pipe = child.stdio[3] as Writable | null | undefined;
  if (!pipe) return giveUp();
  pipe.once('error', giveUp);
  pipe.once('finish', () => exit(EXIT.ok));
  sendSecrets(pipe, environment);
}
