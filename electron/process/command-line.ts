import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import { SETTINGS, type SettingName, type Settings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { defaultDataDir } from '../settings/data-folder.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { type Flag, type Flags, readFlags } from './flags.ts';

export type GivenSettings = {
  flags: SettingTexts;
  environment: SettingTexts;
  dataDir: string;
  /** Worked out without what was saved, so only those that no screen can change are to be relied on. */
  settings: Settings;
};

/** The flags by which settings are given. */
const SETTING_FLAGS: Flags = Object.fromEntries(
  Object.values(SETTINGS).flatMap(({ flag }) =>
    flag ? [[flag, { type: 'string' }] as [string, Flag]] : [],
  ),
);

/** What a command line said, by flag. */
export type FlagValues = Record<string, string | boolean | undefined>;

/**
 * Reads the command line of a command that takes the settings' flags as well as its own.
 *
 * @throws BadSettingError
 */
export function parseFlags(args: string[], own: Record<string, Flag>): FlagValues {
  return readFlags(args, { ...own, ...SETTING_FLAGS }).values as FlagValues;
}

/**
 * Works out the settings that a command was given, by flags and by the environment.
 *
 * @param environment what `takeEnvironment` took out of `env`, before anything could fail
 * @param env names the platform's folders and the venue's proxy
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
  if (!resolved.ok) throw new BadSettingError(settingSentence(IN_ENGLISH, resolved));
  const { settings } = resolved;
  checkProxy(env);
  const dataDir = settings.dataDir ?? defaultDataDir(env, process.platform);
  if (dataDir === null) throw new BadSettingError(NO_HOME);
  return { flags, environment, dataDir, settings };
}

const NO_HOME =
  `Set ${process.platform === 'win32' ? 'USERPROFILE' : 'HOME'} to the full path of your home folder, ` +
  "or KIOSK_DATA_DIR to the full path of the kiosk's data folder";

/** An unusable proxy would keep every scan waiting, and only the log would say why. So the command refuses to start. */
function checkProxy(env: NodeJS.ProcessEnv): void {
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const value = env[name];
    if (value && !/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
      throw new BadSettingError(`${name} must be the http:// or https:// address of a proxy`);
    }
  }
}
