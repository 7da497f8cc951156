import type { CDPSession } from 'playwright-core';
import { fromPage, originOf } from './addresses.ts';
import { downloads } from './downloads.ts';
import { provideOnly } from './provide-only.ts';

type Decide = (granted: boolean) => void;
type RequestHandler = (
  contents: object,
  permission: string,
  decide: Decide,
  details: object,
) => void;
type CheckHandler = (
  contents: object,
  permission: string,
  origin: string,
  details: object,
) => boolean;

/** Chromium's name for a permission, Electron's, and what Electron says of it besides. */
const PERMISSIONS = [
  { name: 'camera', asked: 'media', request: { mediaTypes: ['video'] }, check: 'video' },
  { name: 'microphone', asked: 'media', request: { mediaTypes: ['audio'] }, check: 'audio' },
  { name: 'geolocation', asked: 'geolocation', request: {}, check: null },
  { name: 'notifications', asked: 'notifications', request: {}, check: null },
  { name: 'clipboard-read', asked: 'clipboard-read', request: {}, check: null },
] as const;

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;

/**
 * Asks the app's two handlers about every permission of an address that is about to load, and has Chromium keep to
 * their answers there. Without a handler Electron grants everything, and so does this.
 *
 * @param contents as the app is shown them
 */
export async function settlePermissions(cdp: CDPSession, contents: object, pageUrl: string) {
  const requestingUrl = fromPage(pageUrl);
  const origin = originOf(pageUrl);
  const { origin: pageOrigin } = new URL(pageUrl);
  for (const { name, asked, request, check } of PERMISSIONS) {
    const common = { requestingUrl, isMainFrame: true };
    const media = check ? { mediaType: check, securityOrigin: origin } : {};
    const checked = checkHandler?.(contents, asked, origin, { ...common, ...media }) ?? true;
    const granted = await new Promise<boolean>((resolve) => {
      if (requestHandler) requestHandler(contents, asked, resolve, { ...common, ...request });
      else resolve(true);
    });
    await cdp.send('Browser.setPermission', {
      permission: { name },
      setting: checked && granted ? 'granted' : 'denied',
      origin: pageOrigin,
    });
  }
}

const defaultSession = provideOnly(
  'session.defaultSession',
  {
    setPermissionRequestHandler(handler: RequestHandler): void {
      requestHandler = handler;
    },
    setPermissionCheckHandler(handler: CheckHandler): void {
      checkHandler = handler;
    },
    on(event: string, listener: (...args: never[]) => void): void {
      downloads.on(event, listener);
    },
  },
  ['setPermissionRequestHandler', 'setPermissionCheckHandler', 'on'],
);

export const session = provideOnly('session', { defaultSession }, ['defaultSession']);
