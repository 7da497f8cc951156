import { joinSecrets } from '../../shared/hub/join-secrets.ts';
import type { Settings } from '../../shared/settings/settings.ts';

/** The secrets among these settings that must not stand in a log, wherever a text that repeats one comes from. */
export function loggedNever({
  apiKey,
  hubJoin,
  metricsToken,
}: Pick<Settings, 'apiKey' | 'hubJoin' | 'metricsToken'>): string[] {
  const whole = [apiKey, metricsToken].filter((secret) => secret !== null);
  return [...whole, ...(hubJoin === null ? [] : joinSecrets(hubJoin))];
}
