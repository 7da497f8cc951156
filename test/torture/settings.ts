import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';

/** Settings as the environment would give them, with short waits, so that a test can afford a server that hangs. */
export function coreSettingsFor(baseUrl: string, apiKey: string): CoreSettings {
  const resolved = resolveSettings({
    flags: {},
    environment: { baseUrl, apiKey, location: 'gate-a', timeZone: 'UTC' },
    saved: {},
  });
  if (!resolved.ok) throw new Error(settingSentence(IN_ENGLISH, resolved));
  const { settings } = resolved;
  return { ...(settings as CoreSettings), timeoutMs: 800, syncTimeoutMs: 500 };
}
