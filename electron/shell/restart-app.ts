import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { app } from 'electron';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { sendSecrets, withSecretsPipe } from '../settings/secrets-pipe.ts';

/** Tells whoever supervises this process to start it again. */
export const START_AGAIN = 75;

/**
 * Ends this process and has a new one take its place: by the supervisor, where there is one (`KIOSK_SUPERVISED=1`,
 * set by `npm start` and by the systemd unit), else by starting it. Electron's own `relaunch` would lose the key that
 * came from outside, which is no longer in the environment.
 *
 * The caller has closed the kiosk.
 */
export function restartApp(environment: SettingTexts): void {
  if (process.env.KIOSK_SUPERVISED === '1') {
    app.exit(START_AGAIN);
    return;
  }
  app.releaseSingleInstanceLock();
  const { env, stdio } = withSecretsPipe(process.env);
  // An AppImage's own program is gone with this process.
  const program = process.env.APPIMAGE ?? process.execPath;
  const child = spawn(program, [...process.execArgv, ...process.argv.slice(1)], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', stdio],
    detached: true,
  });
  const pipe = child.stdio[3] as Writable;
  child.once('error', () => app.exit(START_AGAIN));
  pipe.once('finish', () => app.exit(0));
  sendSecrets(pipe, environment);
}
