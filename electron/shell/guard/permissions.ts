import type { Session } from 'electron';
import { isOwnPage } from '../page-origin.ts';
import { isBarcodeScanner, mayOpenDevice } from './device-policy.ts';
import type { SerialPorts } from './serial-ports.ts';

/**
 * Allows the kiosk's own page the camera and scanners, and refuses everything else.
 *
 * @param serialPorts decides about the serial ports
 */
export function limitPermissions(session: Session, serialPorts: SerialPorts): void {
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

  session.setDevicePermissionHandler(
    ({ deviceType, device, origin }) =>
      isOwnPage(origin) && mayOpenDevice(deviceType, device, serialPorts.allowed),
  );
  session.on('select-hid-device', (event, { deviceList }, select) => {
    event.preventDefault();
    select(deviceList.find(isBarcodeScanner)?.deviceId);
  });
  session.on('select-serial-port', (event, ports, _page, select) => {
    event.preventDefault();
    serialPorts.onRequest(ports, select);
  });
  session.on('serial-port-added', (_event, port) => serialPorts.onPlugged(port));
}
