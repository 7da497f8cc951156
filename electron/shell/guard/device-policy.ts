/** HID Point of Sale Usage Tables: barcode scanners. */
const BARCODE_PAGE = 0x8c;

/** As much of a device as Electron tells, which isn't the same in every place and on every system. */
export type ToldDevice = {
  collections?: readonly { usagePage?: number }[];
  vendorId?: number | string;
  productId?: number | string;
  /** Where a permission is checked, ports have their ids by these names. */
  vendor_id?: number;
  product_id?: number;
  /** On Windows, in place of the ids: `USB\VID_0C2E&PID_0CAA\…`. */
  device_instance_id?: string;
};

/**
 * Which devices the page may open without anybody being asked: every HID POS barcode scanner, and the serial ports of
 * the USB devices that staff have chosen.
 *
 * @param chosen USB ids, `0c2e:0caa`
 */
export function mayOpenDevice(
  deviceType: string,
  device: ToldDevice,
  chosen: readonly string[],
): boolean {
  if (deviceType === 'hid') return isBarcodeScanner(device);
  const id = deviceType === 'serial' ? usbIdOf(device) : null;
  return id !== null && chosen.includes(id);
}

export function isBarcodeScanner({ collections }: ToldDevice): boolean {
  return collections?.some(({ usagePage }) => usagePage === BARCODE_PAGE) ?? false;
}

/**
 * The serial port that staff mean when they add a scanner: the only one that is a USB device and none of theirs yet.
 *
 * @returns null where there is none, or more than one: nobody shall pick the wrong device unseen
 */
export function portToAdd<Port extends ToldDevice>(
  ports: readonly Port[],
  chosen: readonly string[],
): Port | null {
  const usb = ports.filter((port) => usbIdOf(port) !== null);
  const fresh = usb.filter((port) => !mayOpenDevice('serial', port, chosen));
  const [only, ...others] = fresh.length > 0 ? fresh : usb;
  return only && others.length === 0 ? only : null;
}

/** `0c2e:0caa`; null for what is no USB device. */
export function usbIdOf(device: ToldDevice): string | null {
  const instance = /VID_([0-9A-F]{4})&PID_([0-9A-F]{4})/i.exec(device.device_instance_id ?? '');
  if (instance) return `${instance[1]}:${instance[2]}`.toLowerCase();
  const ids = [device.vendor_id ?? device.vendorId, device.product_id ?? device.productId];
  if (ids.some((id) => id === undefined || id === '' || !Number.isInteger(Number(id)))) return null;
  return ids.map((id) => Number(id).toString(16).padStart(4, '0')).join(':');
}
