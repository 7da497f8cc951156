import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY, type PageFile } from '../page/page-files.ts';

/** Where the page lives: a scheme of our own, since `file:` could read the whole disk. */
export const PAGE_ORIGIN = 'app://kiosk';

/**
 * Before the app is ready: the scheme counts as secure (the camera asks for that) and has an origin. Its answers are
 * streams, and an `<audio>` that isn't told so plays none of them.
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
 * @param onOpened told whenever the kiosk's page is loaded, also anew in the same window
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
