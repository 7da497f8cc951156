import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { DEAD_HUB } from '../fixtures/dead-hub.ts';

/** Settings as the environment would give them, with short waits, so that a test can afford a server that hangs. */
export function coreSettingsFor(baseUrl: string, apiKey: string): CoreSettings {
  const resolved = resolveSettings({
    flags: {},
    environment: { baseUrl, apiKey, location: 'gate-a', timeZone: 'UTC' },
    saved: {},
  });
  if (!resolved.ok) throw new Error(settingSentence(IN_ENGLISH, resolved));
  const { settings } = resolved;
  const waits = { timeoutMs: 2000, syncTimeoutMs: 500 };
  return { ...(settings as CoreSettings), ...waits, hubJoin: DEAD_HUB };
}

/** A zone where it is about noon. Note that `Etc/GMT+5` is five hours behind Greenwich. */
export function zoneWhereItIsNoon(now: Date): string {
  const behind = now.getUTCHours() - 12;
  return behind === 0 ? 'UTC' : `Etc/GMT${behind > 0 ? '+' : ''}${behind}`;
}
