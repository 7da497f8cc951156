import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY, type PageFile } from '../page/page-files.ts';

/** The page's origin. It has a scheme of its own, because a `file:` page could read the whole disk. */
export const PAGE_ORIGIN = 'app://kiosk';

/**
 * Registers the scheme; call this before the app is ready. The scheme has an origin and counts as secure, which the
 * camera requires. It is marked as streaming, because `<audio>` plays nothing from it otherwise.
 */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

/**
 * Serves the built page from memory.
 *
 * @param onOpened called whenever the kiosk's page is loaded, also when it is reloaded
 */
export function servePage(files: ReadonlyMap<string, PageFile>, onOpened: () => void): void {
  protocol.handle('app', ({ url }) => {
    const { host, pathname } = new URL(url);
    if (pathname === '/index.html') onOpened();
    const file = host === 'kiosk' ? files.get(pathname) : undefined;
    if (!file) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(file.body), {
      headers: {
        'content-type': file.type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
