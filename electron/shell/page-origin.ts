/** The scheme of the page's addresses. It is our own, because a `file:` page could read the whole disk. */
export const SCHEME = 'app';

const HOST = 'kiosk';

/** The origin of the kiosk's own page. */
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;

/**
 * Whether an address or an origin belongs to the kiosk's own page. Electron writes the same origin in several ways:
 * with or without a slash at the end, or as the whole address of the page.
 */
export function isOwnPage(address: string | undefined): boolean {
  const url = URL.parse(address ?? '');
  // `host` also holds a port, and whoever puts a name before the host means to deceive.
  return (
    url?.protocol === `${SCHEME}:` &&
    url.host === HOST &&
    url.username === '' &&
    url.password === ''
  );
}
