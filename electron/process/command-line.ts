import { parseArgs } from 'node:util';
import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import { SETTINGS, type SettingName, type Settings } from '../../shared/settings/settings.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { defaultDataDir } from '../settings/data-folder.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';

type Flag = { type: 'string' | 'boolean'; short?: string };

export type GivenSettings = {
  flags: SettingTexts;
  environment: SettingTexts;
  dataDir: string;
  /** In force for what no screen can change. */
  settings: Settings;
};

const SETTING_FLAGS = Object.fromEntries(
  Object.values(SETTINGS).flatMap(({ flag }) =>
    flag ? [[flag, { type: 'string' }] as [string, Flag]] : [],
  ),
);

/** What stood on a command line, by flag. */
export type FlagValues = Record<string, string | boolean | undefined>;

/**
 * Reads a command line.
 *
 * @param own the command's flags besides those of the settings
 * @throws BadSettingError
 */
export function parseFlags(args: string[], own: Record<string, Flag>): FlagValues {
  const options = { ...own, ...SETTING_FLAGS };
  try {
    return parseArgs({ args, options }).values as FlagValues;
  } catch (error) {
    throw new BadSettingError(flagProblem(error, args, Object.keys(options)));
  }
}

/**
 * The settings that a command was given.
 *
 * @param environment what `takeEnvironment` took, before anything could fail
 * @param env for the platform's folders, and the venue's proxy
 * @throws BadSettingError
 */
export function readGiven(
  values: FlagValues,
  environment: SettingTexts,
  env: NodeJS.ProcessEnv,
): GivenSettings {
  const flags: SettingTexts = {};
  for (const [name, { flag }] of Object.entries(SETTINGS)) {
    const value = flag ? values[flag] : undefined;
    if (typeof value === 'string') flags[name as SettingName] = value;
  }
  const resolved = resolveSettings({ flags, environment, saved: {} });
  if (!resolved.ok) throw new BadSettingError(resolved.message);
  const { settings } = resolved;
  checkProxy(env);
  const dataDir = settings.dataDir ?? defaultDataDir(env, process.platform);
  if (dataDir === null) throw new BadSettingError(NO_HOME);
  return { flags, environment, dataDir, settings };
}

const NO_HOME =
  `Set ${process.platform === 'win32' ? 'USERPROFILE' : 'HOME'} to the full path of your home folder, ` +
  "or KIOSK_DATA_DIR to the full path of the kiosk's data folder";

/** A proxy that can't be one would keep every scan waiting, and only the log would say why. */
function checkProxy(env: NodeJS.ProcessEnv): void {
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const value = env[name];
    if (value && !/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
      throw new BadSettingError(`${name} must be the http:// or https:// address of a proxy`);
    }
  }
}

/**
 * A flag's whole number.
 *
 * @throws BadSettingError
 */
export function wholeNumber(flag: string, value: unknown, max: number, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  if (typeof value === 'string' && /^\d{1,9}$/.test(value) && Number(value) <= max) {
    return Number(value);
  }
  throw new BadSettingError(
    `${flag} must be a whole number from 0 to ${max}, not ${JSON.stringify(value)}`,
  );
}

/** What was typed is named only where it is a flag's plain name: anything else may be a key. */
function flagProblem(error: unknown, args: string[], known: string[]): string {
  const message = error instanceof Error ? error.message : '';
  const named = known.find(
    (flag) => message.includes(`'--${flag}`) || message.includes(`, --${flag}`),
  );
  if (named && message.includes('does not take an argument')) return `--${named} takes no value`;
  if (named) return `--${named} needs a value, as in --${named}=VALUE`;
  const unknown = args
    .map((arg) => /^--([a-z]+(?:-[a-z]+)*)(?:=|$)/.exec(arg)?.[1])
    .find((name) => name !== undefined && !known.includes(name));
  const what = unknown ? `Unknown flag --${unknown}` : 'Unknown flag or word';
  return `${what}; accepted: ${known.map((flag) => `--${flag}`).join(' ')}`;
}
