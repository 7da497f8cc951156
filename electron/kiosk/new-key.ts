import { isDeepStrictEqual } from 'node:util';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import type { Core } from '../core/core.ts';
import type { Kiosk } from './kiosk.ts';

/**
 * Finds the core whose key these settings would replace. Null if none is running, if the key stays, or if the settings
 * are for another address, where the old key is worth nothing.
 */
export function coreToGetKey(
  { core, settings: { forCore } }: Kiosk,
  next: Pick<CoreSettings, 'baseUrl' | 'apiKey'>,
): Core | null {
  if (!forCore.ok) return null;
  const { baseUrl, apiKey } = forCore.settings;
  return baseUrl === next.baseUrl && apiKey !== next.apiKey ? core : null;
}

/** Whether the core could run on with the new settings and another key. The PINs are no matter of the core's. */
export function differOnlyInKey(before: CoreSettings, next: CoreSettings): boolean {
  const { apiKey, staffPin, stewardPin } = next;
  return isDeepStrictEqual({ ...before, apiKey, staffPin, stewardPin }, next);
}
