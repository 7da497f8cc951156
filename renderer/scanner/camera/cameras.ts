import { outsideText } from '../../../shared/text/outside-text.ts';

/** A camera of this machine. Its name is empty until the page is allowed to use a camera. */
export type Camera = { deviceId: string; name: string };

type Device = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>;

/**
 * The cameras among a machine's devices. Those of the same name are told apart as `Webcam` and `Webcam #2`.
 *
 * Settings remember a camera by its name, because a browser makes up new device ids for each address, and the served
 * kiosk may have a new address at each start.
 */
export function camerasAmong(devices: readonly Device[]): Camera[] {
  const counts = new Map<string, number>();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label: given }) => {
      const label = outsideText(given);
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      return { deviceId, name: label && count > 1 ? `${label} #${count}` : label };
    });
}

/** The camera that staff have chosen, or null if they have chosen none or it is unplugged. */
export function chosenCamera(cameras: readonly Camera[], name: string | null): Camera | null {
  return cameras.find((camera) => name !== null && camera.name === name) ?? null;
}

/** The cameras that are attached now. There are none if the browser gives this page no cameras at all. */
export async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return camerasAmong(devices ?? []);
}
