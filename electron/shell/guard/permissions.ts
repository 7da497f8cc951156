import type { Session } from 'electron';
import { isOwnPage } from '../page-origin.ts';
import { isBarcodeScanner, mayOpenDevice, portToAdd, usbIdOf } from './device-policy.ts';

/**
 * Allows the kiosk's own page the camera and scanners, and refuses everything else.
 *
 * @param serialScanners returns the USB ids that staff have added so far
 */
export function limitPermissions(session: Session, serialScanners: () => readonly string[]): void {
  session.setPermissionRequestHandler((page, permission, decide, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    // A request without any kind asks for a picture of the screen, in the old way.
    const isVideo = kinds.length > 0 && kinds.every((kind) => kind === 'video');
    const isCamera = permission === 'media' && isVideo;
    decide(isCamera && isOwnPage(page?.getURL()));
  });
  session.setPermissionCheckHandler((_page, permission, origin, details) => {
    const isCamera = permission === 'media' && details.mediaType !== 'audio';
    const isScanner = permission === 'hid' || permission === 'serial';
    return (isCamera || isScanner) && isOwnPage(origin);
  });

  // A scanner that was added a moment ago isn't in the settings yet.
  const added = new Set<string>();
  const chosen = () => [...serialScanners(), ...added];
  session.setDevicePermissionHandler(
    ({ deviceType, device, origin }) =>
      isOwnPage(origin) && mayOpenDevice(deviceType, device, chosen()),
  );
  session.on('select-hid-device', (event, { deviceList }, select) => {
    event.preventDefault();
    select(deviceList.find(isBarcodeScanner)?.deviceId);
  });
  session.on('select-serial-port', (event, ports, _page, select) => {
    event.preventDefault();
    const port = portToAdd(ports, chosen());
    const id = port && usbIdOf(port);
    if (id) added.add(id);
    select(port?.portId ?? '');
  });
}
