/**
 * The app's schemes. Nobody can add a scheme to Chromium from outside, so in the page `app://kiosk/…` is
 * `https://kiosk.app.localhost/…`: a secure origin of the same shape, whose requests never reach a network.
 */
const schemes = new Set<string>();

const IN_PAGE = /^https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.localhost(\/.*)?$/;

export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

/** Translates an address of the app's into the one that the page uses. */
export function toPage(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  if (!schemes.has(scheme)) return url;
  return `https://${host}.${scheme}.localhost${pathname || '/'}${search}${hash}`;
}

/** Translates an address in the page into the app's. */
export function fromPage(url: string): string {
  const [, host, scheme, rest = ''] = IN_PAGE.exec(url) ?? [];
  return scheme && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** The app's origin for an address in the page, as Electron gives it to a permission handler. */
export function originOf(url: string): string {
  const [origin] = /^[a-z-]+:\/\/[^/]+/.exec(fromPage(url)) ?? [];
  return `${origin ?? 'null'}/`;
}
