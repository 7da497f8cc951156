import { createHmac } from 'node:crypto';
import type { Kind } from '../../../shared/scan/outcome.ts';
import type { ClaimKey } from './claim-hub.ts';

/** Half of a SHA-256 hash is more than enough to tell the badges of an event apart. */
const KEY_BYTES = 16;

/** What makes a second scan the same as the first, for a venue. */
export type Claimed = {
  /** Confera's address, as the settings have it: two events may have the same codes. */
  baseUrl: string;
  kind: Kind;
  /** The day at the venue, YYYY-MM-DD. */
  venueDay: string;
  /** The entrances that count as one (`KIOSK_HUB_GROUP`). */
  group: string;
  code: string;
};

/**
 * Names a scan for the other devices of the venue, so that nobody who reads the hub learns a code or a name.
 *
 * @param secret 32 bytes in base64url that the devices of the event share (`HubJoin.secret`)
 */
export function claimKey(claimed: Claimed, secret: string): ClaimKey {
  const { baseUrl, kind, venueDay, group, code } = claimed;
  // As JSON, so that no two different lists of texts read alike.
  return keyedHash(JSON.stringify([baseUrl, kind, venueDay, group, code]), secret);
}

/**
 * Names the same scan once more, for whoever comes after a claim that was taken back. Every device comes to the same key.
 *
 * @param key the key of the claim that was taken back
 */
export function nextRound(key: ClaimKey, secret: string): ClaimKey {
  return keyedHash(key, secret);
}

function keyedHash(text: string, secret: string): ClaimKey {
  const hash = createHmac('sha256', Buffer.from(secret, 'base64url')).update(text).digest();
  return hash.subarray(0, KEY_BYTES).toString('hex');
}
