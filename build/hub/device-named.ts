import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import type { HubDevice } from '../../electron/hub/hub-folder.ts';

/**
 * The name of the device that somebody means who has given its name, or its id at the hub. A kiosk's page *Venue* shows
 * the place where it stands and its id, and not the name by which it was joined.
 *
 * @returns what was given if it is no id; whether a device has that name is left to who revokes it
 * @throws BadSettingError if only devices that are revoked already have that name or id
 */
export function deviceNamed(devices: readonly HubDevice[], given: string): string {
  const wanted = given.trim().normalize('NFC').toLowerCase();
  const called = devices.filter(({ name }) => name.toLowerCase() === wanted);
  const meant = called.length > 0 ? called : devices.filter(({ id }) => id === wanted);
  const [first] = meant;
  if (!first) return given;
  if (meant.some(({ revokedAt }) => revokedAt === null))
    return called.length > 0 ? given : first.name;
  const ids = meant.map(({ id }) => id).join(', ');
  throw new BadSettingError(
    `${JSON.stringify(first.name)} (id ${ids}) is revoked already. If a device at that place still has access, it was ` +
      'joined by another name: its page Venue shows its id, and revoke takes that as well. See all: npm run hub -- list',
  );
}
