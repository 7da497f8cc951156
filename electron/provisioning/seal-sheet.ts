import { randomBytes } from 'node:crypto';
import type { Sheet } from '../../shared/bridge/sheet.ts';
import type { Device } from './devices.ts';
import { toLetters } from './letters.ts';
import { sealCode } from './seal.ts';
import { expiryOf, type Validity } from './validity.ts';

/**
 * Makes the codes of a sheet, one after the other, since each takes 64 MiB. The keys are inside the codes alone.
 *
 * @throws TooLongError
 */
export async function sealSheet(
  devices: readonly Device[],
  passphrase: string,
  validity: Validity,
): Promise<Sheet> {
  const expiresAt = expiryOf(validity);
  const sheet = toLetters(randomBytes(4));
  const pages: Sheet['pages'] = [];
  for (const device of devices) {
    const { location, purpose, timeZone, event } = device;
    const code = await sealCode({ ...device, expiresAt, sheet }, passphrase);
    pages.push({ code, location, purpose, timeZone, event });
  }
  return { sheet, expiresAt, pages };
}
