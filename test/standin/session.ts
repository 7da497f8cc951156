import type { CDPSession } from 'playwright-core';
import { fromPage, originOf } from './addresses.ts';
import { downloads } from './downloads.ts';
import { KnownEvents } from './known-events.ts';
import { provideOnly } from './provide-only.ts';
import { noteCall } from './test-link.ts';

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

/** Chromium's and Electron's name for each permission, and the details that Electron adds. */
const PERMISSIONS = [
  { name: 'camera', asked: 'media', request: { mediaTypes: ['video'] }, check: 'video' },
  { name: 'microphone', asked: 'media', request: { mediaTypes: ['audio'] }, check: 'audio' },
  { name: 'geolocation', asked: 'geolocation', request: {}, check: null },
  { name: 'notifications', asked: 'notifications', request: {}, check: null },
  { name: 'clipboard-read', asked: 'clipboard-read', request: {}, check: null },
] as const;

/** The permissions that are only checked, never requested. Chromium can't be given them from outside. */
const CHECKED_ONLY = ['hid', 'usb'];

type DeviceHandler = (details: object) => boolean;

/** The events about devices. There are no HID devices here. */
const DEVICE_EVENTS = ['select-hid-device', 'select-serial-port', 'serial-port-added'];

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;
let deviceHandler: DeviceHandler | null = null;

/**
 * Asks the app's two handlers about every permission of an address that is about to load, and sets their answers in
 * Chromium. Without a handler it grants everything, as Electron does.
 *
 * @param contents the web contents as the app sees them
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
  // Electron passes this on if a page asks for a picture of the screen with `chromeMediaSource`.
  const onScreenPicture = (granted: boolean) => noteCall('the screen’s picture granted', granted);
  requestHandler?.(contents, 'media', onScreenPicture, { requestingUrl, mediaTypes: [] });
  for (const asked of CHECKED_ONLY) checkHandler?.(contents, asked, origin, { requestingUrl });
  deviceHandler?.({ deviceType: 'hid', device: { collections: [] }, origin });
}

/** Whether the app lets the page have a serial port that Chromium remembers. */
export function mayOpenSerial(device: object, origin: string): boolean {
  return deviceHandler?.({ deviceType: 'serial', device, origin }) ?? false;
}

/** Whether the app lets the page request a serial port. */
export function mayRequestSerial(contents: object, origin: string): boolean {
  return checkHandler?.(contents, 'serial', origin, { isMainFrame: true }) ?? true;
}

/**
 * Tells the app of an event of the session.
 *
 * @returns whether it prevented the event
 */
export function tellSession(name: string, ...args: unknown[]): boolean {
  return theSession.tellPreventable(name, {}, ...args);
}

class DefaultSession extends KnownEvents {
  constructor() {
    super('session', DEVICE_EVENTS);
  }

  override on(name: string, listener: (...args: never[]) => void): this {
    if (name !== 'will-download') return super.on(name, listener);
    downloads.on(name, listener);
    return this;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    checkHandler = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    deviceHandler = handler;
  }
}

const theSession = new DefaultSession();

const defaultSession = provideOnly('session.defaultSession', theSession, [
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'on',
]);

export const session = provideOnly('session', { defaultSession }, ['defaultSession']);
