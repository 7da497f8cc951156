import { trimmed } from '../text/trimmed.ts';
import type { Purpose } from './purpose.ts';
import { NEWER_LINE } from './setting-kinds.ts';
import { missing, type SettingProblem, type SettingSource } from './setting-problem.ts';
import { DEFAULTS, defaultsFor, SETTINGS, type SettingName, type Settings } from './settings.ts';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

type Texts = Partial<Record<SettingName, string | undefined>>;

export type SettingsResult =
  | { ok: true; settings: Settings; sources: Record<SettingName, SettingSource> }
  | ({ ok: false } & SettingProblem);

/**
 * Works out the settings in force. A flag wins over the environment, the environment over what was saved, and that over
 * the default, which may depend on what the device is for. An empty value counts as absent.
 *
 * @returns the settings and where each comes from, or the first one that isn't accepted
 */
export function resolveSettings(
  given: Record<'flags' | 'environment' | 'saved', Texts>,
): SettingsResult {
  const settings: Record<string, unknown> = {};
  const sources: Record<string, SettingSource> = {};
  const defaults = defaultsFor(purposeIn(given));
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { source, text } = strongest(given, name);
    sources[name] = source;
    if (text === undefined) {
      settings[name] = defaults[name] ?? null;
      continue;
    }
    const parsed = SETTINGS[name].schema.safeParse(text);
    if (!parsed.success) {
      const isNewer = parsed.error.issues.some(({ message }) => message === NEWER_LINE);
      return { ok: false, setting: name, why: isNewer ? 'newer-line' : 'not-accepted', source };
    }
    settings[name] = parsed.data;
  }
  const result = {
    settings: settings as Settings,
    sources: sources as Record<SettingName, SettingSource>,
  };
  const { baseUrl, allowHttp } = result.settings;
  if (baseUrl && !allowHttp && isUnencrypted(baseUrl)) {
    return notAccepted('baseUrl', result.sources.baseUrl);
  }
  const { staffPin, stewardPin } = result.settings;
  if (stewardPin !== null && stewardPin === staffPin) {
    const { stewardPin: source } = result.sources;
    return { ok: false, setting: 'stewardPin', why: 'same-pin', source };
  }
  const { metricsAddress, metricsToken } = result.settings;
  // Without a token everybody on that network could read them.
  if (metricsAddress && metricsToken === null) return { ok: false, ...missing('metricsToken') };
  return { ok: true, ...result };
}

/** What the device is for. A purpose that isn't accepted is told of in its turn. */
function purposeIn(given: Record<'flags' | 'environment' | 'saved', Texts>): Purpose {
  const { text } = strongest(given, 'purpose');
  return SETTINGS.purpose.schema.safeParse(text).data ?? DEFAULTS.purpose;
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

/** Whether what is sent to an address crosses a network unencrypted. What stays on this machine doesn't. */
export function isUnencrypted(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
