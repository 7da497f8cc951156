import { closeSync, readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { SETTINGS, type SettingName } from '../../shared/settings/settings.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';

/** Tells the program that is started that its secrets come through a pipe, and on which file descriptor. */
const VARIABLE = 'KIOSK_SECRETS_FD';
const DESCRIPTOR = 3;

/**
 * Makes the options for starting the kiosk's own program so that it gets the key and the PIN through a pipe. An
 * environment or a command line can be read for as long as the process lives, and Chromium hands its environment on to
 * the processes that it starts.
 *
 * Node's IPC channel can't do this: it leaves a mark in the environment of those processes, and keeps Electron's pages
 * from loading.
 *
 * @param env without secrets
 */
export function withSecretsPipe(env: NodeJS.ProcessEnv) {
  return {
    env: { ...env, [VARIABLE]: String(DESCRIPTOR) },
    /** For the fourth file descriptor, after stdin, stdout and stderr. */
    stdio: 'pipe',
  } as const;
}

/** Writes the secrets among the given settings, and nothing else, into the pipe of a program that was just started. */
export function sendSecrets(pipe: Writable, given: SettingTexts): void {
  const secrets = Object.entries(given).filter(([name]) => isSecret(name));
  // A program that ends before it has read them says why by itself.
  pipe.on('error', () => {});
  pipe.end(JSON.stringify(Object.fromEntries(secrets)));
}

/**
 * Reads the secrets from the pipe, if the environment says that there is one. Waits until they have arrived.
 *
 * @param env the variable that names the pipe is removed from it
 * @throws BadSettingError
 */
export function takeSecrets(env: NodeJS.ProcessEnv): SettingTexts {
  const descriptor = env[VARIABLE];
  delete env[VARIABLE];
  if (!descriptor) return {};
  try {
    const texts: unknown = JSON.parse(readFileSync(Number(descriptor), 'utf8'));
    closeSync(Number(descriptor));
    const isText = (pair: [string, unknown]): pair is [string, string] =>
      typeof pair[1] === 'string' && isSecret(pair[0]);
    return Object.fromEntries(Object.entries(texts ?? {}).filter(isText));
  } catch {
    // The message doesn't repeat what was read, because that may be part of a key.
    throw new BadSettingError(`${VARIABLE} must name an open pipe; only the kiosk itself sets it`);
  }
}

function isSecret(name: string): boolean {
  return Object.hasOwn(SETTINGS, name) && 'secret' in SETTINGS[name as SettingName];
}
