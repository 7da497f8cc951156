import { trimmed } from '../text/trimmed.ts';
import {
  DEFAULTS,
  SETTINGS,
  type SettingDefinition,
  type SettingName,
  type Settings,
} from './settings.ts';

/** Where a value may come from, strongest first. */
export type SettingSource = 'flag' | 'environment' | 'saved' | 'default';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

type Texts = Partial<Record<SettingName, string | undefined>>;

export type SettingsResult =
  | { ok: true; settings: Settings; sources: Record<SettingName, SettingSource> }
  | { ok: false; setting: SettingName; message: string };

/**
 * Works out the settings in force: flag, environment, saved, default. An empty value counts as absent.
 *
 * @returns the first bad value as one sentence that names the setting and what it accepts
 */
export function resolveSettings(
  given: Record<'flags' | 'environment' | 'saved', Texts>,
): SettingsResult {
  const settings: Record<string, unknown> = {};
  const sources: Record<string, SettingSource> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { source, text } = strongest(given, name);
    sources[name] = source;
    if (text === undefined) {
      settings[name] = name in DEFAULTS ? DEFAULTS[name as keyof typeof DEFAULTS] : null;
      continue;
    }
    const parsed = SETTINGS[name].schema.safeParse(text);
    if (!parsed.success) return refuse(name, source);
    settings[name] = parsed.data;
  }
  const result = {
    settings: settings as Settings,
    sources: sources as Record<SettingName, SettingSource>,
  };
  if (leavesMachineUnencrypted(result.settings)) {
    return refuse('baseUrl', result.sources.baseUrl);
  }
  return { ok: true, ...result };
}

/** The sentence for a setting that a command can't do without. */
export function missingMessage(name: SettingName): string {
  return `${SETTINGS[name].env} is missing: it must be ${SETTINGS[name].accepts}`;
}

function strongest(given: Record<'flags' | 'environment' | 'saved', Texts>, name: SettingName) {
  const sources = [
    ['flag', given.flags],
    ['environment', given.environment],
    ['saved', given.saved],
  ] as const;
  for (const [source, texts] of sources) {
    const text = texts[name];
    if (text !== undefined && trimmed(text) !== '') return { source, text };
  }
  return { source: 'default', text: undefined } as const;
}

/** The value itself is not repeated: it may be a key that was put into the wrong variable. */
function refuse(name: SettingName, source: SettingSource): SettingsResult {
  const { flag, env, accepts }: SettingDefinition = SETTINGS[name];
  return {
    ok: false,
    setting: name,
    message: `${source === 'flag' ? `--${flag}` : env} must be ${accepts}`,
  };
}

/** The key would cross the network readable. */
function leavesMachineUnencrypted({ baseUrl, allowHttp }: Settings): boolean {
  if (!baseUrl || allowHttp) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
