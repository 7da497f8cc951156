/** A name or an IP address, perhaps with a port and a path. A key has an underscore, which no host has. */
const HOST = /^(localhost|[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+)(:\d+)?(\/|$)/u;

/**
 * Confera's address as it was meant. People leave its beginning out, or copy it from a page about the interface, with its
 * path. What doesn't look like an address stays as it is, so that a key in the wrong field is sent nowhere.
 */
export function wholeAddress(text: string): string {
  const meant = text.trim();
  const whole = HOST.test(meant) ? `https://${meant}` : meant;
  return whole.replace(/\/api\/public\/v1(\/.*)?$/, '');
}
