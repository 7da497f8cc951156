import { trimmed } from '../text/trimmed.ts';
import type { SettingProblem, SettingSource } from './setting-problem.ts';
import { DEFAULTS, SETTINGS, type SettingName, type Settings } from './settings.ts';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

type Texts = Partial<Record<SettingName, string | undefined>>;

export type SettingsResult =
  | { ok: true; settings: Settings; sources: Record<SettingName, SettingSource> }
  | ({ ok: false } & SettingProblem);

/**
 * Works out the settings in force. A flag wins over the environment, the environment over what was saved, and that over
 * the default. An empty value counts as absent.
 *
 * @returns the settings and where each comes from, or the first one that isn't accepted
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
    if (!parsed.success) return notAccepted(name, source);
    settings[name] = parsed.data;
  }
  const result = {
    settings: settings as Settings,
    sources: sources as Record<SettingName, SettingSource>,
  };
  if (leavesMachineUnencrypted(result.settings)) {
    return notAccepted('baseUrl', result.sources.baseUrl);
  }
  const { staffPin, stewardPin } = result.settings;
  if (stewardPin !== null && stewardPin === staffPin) {
    const { stewardPin: source } = result.sources;
    return { ok: false, setting: 'stewardPin', why: 'same-pin', source };
  }
  return { ok: true, ...result };
}

function notAccepted(setting: SettingName, source: SettingSource): SettingsResult {
  return { ok: false, setting, why: 'not-accepted', source };
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

/** Whether the key would cross a network unencrypted. */
function leavesMachineUnencrypted({ baseUrl, allowHttp }: Settings): boolean {
  return baseUrl !== null && !allowHttp && isUnencrypted(baseUrl);
}

/** Whether what is sent to an address crosses a network unencrypted. What stays on this machine doesn't. */
export function isUnencrypted(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
