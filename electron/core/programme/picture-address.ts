import { BlockList, isIP } from 'node:net';

/** The addresses of this machine, of the venue's own network, and those that are nobody's. */
const INSIDE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  INSIDE.addSubnet(net, bits, 'ipv6');
}

/**
 * The address of a picture, if the kiosk may ask for it: `https:` alone, unless it is of the base URL's own
 * origin. An address inside the venue, or of this machine, is asked for only if it is of that origin too.
 *
 * A name that leads to an address inside needs no check, because whoever answers there has no certificate for it.
 *
 * @param text as a document has it; it may be relative to the base URL
 */
export function pictureAddress(text: string, baseUrl: string): URL | null {
  if (!URL.canParse(text, baseUrl)) return null;
  const url = new URL(text, baseUrl);
  const base = new URL(baseUrl);
  if (url.username !== '' || url.password !== '') return null;
  if (url.origin === base.origin) return url;
  return url.protocol === 'https:' && !isInside(url.hostname) ? url : null;
}

function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(host);
  if (version === 0) return host === 'localhost' || /\.(localhost|local|internal)$/.test(host);
  return INSIDE.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
