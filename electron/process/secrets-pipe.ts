import { closeSync, readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { SETTINGS, type SettingName } from '../../shared/settings/settings.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';

/** Says that the secrets come through a pipe, and its file descriptor in the program that is started. */
const VARIABLE = 'KIOSK_SECRETS_FD';
const DESCRIPTOR = 3;

/**
 * For starting the kiosk's own program: the key and the PIN go through a pipe of its own, since an environment or a
 * command line stays readable for as long as the process lives, and Chromium hands the environment on to its own.
 *
 * Node's IPC channel would leave its mark in the environment of those, too, and keeps Electron's pages from loading.
 *
 * @param env without secrets
 */
export function withSecretsPipe(env: NodeJS.ProcessEnv) {
  return {
    env: { ...env, [VARIABLE]: String(DESCRIPTOR) },
    /** Of the fourth descriptor, after stdin, stdout and stderr. */
    stdio: 'pipe',
  } as const;
}

/** Writes the secrets, and nothing else of what was given, into the pipe of a program just started. */
export function sendSecrets(pipe: Writable, given: SettingTexts): void {
  const secrets = Object.entries(given).filter(([name]) => isSecret(name));
  // A program that ended before it read them has said why by itself.
  pipe.on('error', () => {});
  pipe.end(JSON.stringify(Object.fromEntries(secrets)));
}

/**
 * Reads the secrets from the pipe, where the environment says that there is one; waits until they are there.
 *
 * @param env the mark is taken out of it
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
    // What was read may be part of a key: it is not repeated.
    throw new BadSettingError(`${VARIABLE} must name an open pipe; only the kiosk itself sets it`);
  }
}

function isSecret(name: string): boolean {
  return Object.hasOwn(SETTINGS, name) && 'secret' in SETTINGS[name as SettingName];
}
