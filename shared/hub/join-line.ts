/*
 * The line by which a device joins a venue's hub: `npm run hub -- join NAME` writes it, and `KIOSK_HUB_JOIN` or a
 * provisioning code brings it to the device. It is a secret like the key.
 *
 *     hub1.ADDRESSES.FINGERPRINT.DEVICE.SEED.SECRET
 *
 * Fields are separated by dots and hold base64url, but for DEVICE, which is plain, and SEED, which is NATS's own base32.
 */

/** What a device needs to reach the hub, to be let in there, and to understand what the others share. */
export type HubJoin = {
  /** Where the hub listens, as `host:port`; the first that answers is used. */
  addresses: readonly string[];
  /** The SHA-256 of the hub's certificate (DER), 32 bytes in base64url. No other certificate is trusted. */
  fingerprint: string;
  /** Who this device is on the hub: eight letters and digits, made by the hub. */
  device: string;
  /** The seed of the device's own key, as NATS writes it. The hub can revoke it. */
  seed: string;
  /** 32 bytes in base64url that all devices of the event share. Keys the hashes of codes. */
  secret: string;
};

/** The name that the hub's certificate is made for, whatever the hub's address is. */
export const HUB_NAME = 'hub.confera-kiosk.internal';

const VERSION = 'hub1';
const MOST_ADDRESSES = 8;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const DEVICE = /^[a-z0-9]{8}$/;
const SEED = /^SU[A-Z2-7]{56}$/;
const ADDRESS = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})$/;
/** 32 bytes without padding. */
const BYTES_32 = /^[A-Za-z0-9_-]{43}$/;

/** A line, or so much of one that its device's key stands in it, wherever that is in a text and however a scanner has typed it. */
const IN_TEXT = /KIOSK_HUB_JOIN=|hub\d+\.[\w-]*\.[\w-]*\.[a-z0-9]{8}\.SU[A-Z2-7]{8}/i;

/** Whether a text has such a line in it. No badge has, and Confera must not be sent what is secret in it. */
export function holdsJoinLine(text: string): boolean {
  return IN_TEXT.test(text);
}

/** Writes the line, without a variable's name before it. */
export function writeJoinLine({ addresses, fingerprint, device, seed, secret }: HubJoin): string {
  const where = btoa(addresses.join(','))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return [VERSION, where, fingerprint, device, seed, secret].join('.');
}

/**
 * Reads the line, with or without `KIOSK_HUB_JOIN=` before it.
 *
 * @returns why it can't be used, if it can't: `newer` if a later version of the app has made it
 */
export function readJoinLine(
  text: string,
): { ok: true; join: HubJoin } | { ok: false; problem: 'newer' | 'damaged' } {
  const bare = text.trim().replace(/^KIOSK_HUB_JOIN=/, '');
  const [version = '', where = '', fingerprint = '', device = '', seed = '', secret = '', ...more] =
    bare.split('.');
  if (/^hub\d+$/.test(version) && version !== VERSION) return { ok: false, problem: 'newer' };
  const addresses = addressesFrom(where);
  const isWhole =
    version === VERSION &&
    more.length === 0 &&
    addresses !== null &&
    BYTES_32.test(fingerprint) &&
    DEVICE.test(device) &&
    SEED.test(seed) &&
    BYTES_32.test(secret);
  if (!isWhole) return { ok: false, problem: 'damaged' };
  return { ok: true, join: { addresses, fingerprint, device, seed, secret } };
}

function addressesFrom(where: string): string[] | null {
  if (!BASE64URL.test(where)) return null;
  try {
    const addresses = atob(where.replaceAll('-', '+').replaceAll('_', '/')).split(',');
    return addresses.length <= MOST_ADDRESSES && addresses.every(isAddress) ? addresses : null;
  } catch {
    return null;
  }
}

function isAddress(text: string): boolean {
  const [, port] = ADDRESS.exec(text) ?? [];
  return port !== undefined && Number(port) > 0 && Number(port) < 65_536;
}
