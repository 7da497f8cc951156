import { randomBytes } from 'node:crypto';
import type { Sheet } from '../../shared/bridge/sheet.ts';
import type { Device } from './devices.ts';
import { toLetters } from './letters.ts';
import { sealCode } from './seal.ts';

const DAY_MS = 86_400_000;

type Validity = {
  /** Unix milliseconds. */
  now: number;
  /** For how many days the codes are valid. */
  days: number;
};

/**
 * Makes the codes of a sheet, one after the other, since each takes 64 MiB. The keys are inside the codes alone.
 *
 * @throws TooLongError
 */
export async function sealSheet(
  devices: readonly Device[],
  passphrase: string,
  { now, days }: Validity,
): Promise<Sheet> {
  const expiresAt = Math.floor((now + days * DAY_MS) / 1000) * 1000;
  const sheet = toLetters(randomBytes(4));
  const pages: Sheet['pages'] = [];
  for (const device of devices) {
    const { location, purpose, timeZone, event } = device;
    const code = await sealCode({ ...device, expiresAt, sheet }, passphrase);
    pages.push({ code, location, purpose, timeZone, event });
  }
  return { sheet, expiresAt, pages };
}
