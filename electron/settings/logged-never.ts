import { joinSecrets } from '../../shared/hub/join-secrets.ts';
import type { Settings } from '../../shared/settings/settings.ts';

/** The secrets among these settings that must not stand in a log, wherever a text that repeats one comes from. */
export function loggedNever({ apiKey, hubJoin }: Pick<Settings, 'apiKey' | 'hubJoin'>): string[] {
  return [...(apiKey === null ? [] : [apiKey]), ...(hubJoin === null ? [] : joinSecrets(hubJoin))];
}
