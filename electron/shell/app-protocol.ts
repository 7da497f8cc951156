import { protocol } from 'electron';
import { pictureNameOf } from '../../shared/bridge/picture-path.ts';
import { CONTENT_SECURITY_POLICY, type Page, type PageFile } from '../page/page-files.ts';
import { isOwnPage, SCHEME } from './page-origin.ts';

/**
 * Registers the scheme; call this before the app is ready. The scheme has an origin and counts as secure, which the
 * camera requires. It is marked as streaming, because `<audio>` plays nothing from it otherwise.
 */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

/**
 * Serves the built page, and the pictures that it shows.
 */
export function servePage(
  page: Page,
  {
    picture,
    onOpened,
  }: {
    /** The picture of this name, if the kiosk shows it. */
    picture: (name: string) => PageFile | null;
    /** Called whenever the kiosk's page is loaded, also when it is reloaded. */
    onOpened: () => void;
  },
): void {
  protocol.handle(SCHEME, async ({ url }) => {
    const { pathname } = new URL(url);
    const isOwn = isOwnPage(url);
    if (isOwn && pathname === '/index.html') onOpened();
    const name = pictureNameOf(pathname.slice(1));
    const found = name === null ? await page.file(pathname) : picture(name);
    const file = isOwn ? found : null;
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
