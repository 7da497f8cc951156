/** The usage page of barcode scanners, from the HID Point of Sale Usage Tables. */
const BARCODE_PAGE = 0x8c;

/** What Electron tells about a device; it differs from place to place and from system to system. */
export type ToldDevice = {
  collections?: readonly { usagePage?: number }[];
  vendorId?: number | string;
  productId?: number | string;
  /** When a permission is checked, the ids of a port have these names. */
  vendor_id?: number;
  product_id?: number;
  /** On Windows this takes the place of the ids: `USB\VID_0C2E&PID_0CAA\…`. */
  device_instance_id?: string;
};

/**
 * Whether the page may open a device without asking anybody. It may open every HID POS barcode scanner, and the serial
 * ports of the USB devices that staff have added.
 *
 * @param chosen the USB ids that staff have added, such as `0c2e:0caa`
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
 * The serial port that staff mean when they add a scanner: the only USB device that they haven't added yet.
 *
 * @returns null if there is none or more than one, so that nobody adds the wrong device without noticing
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

/**
 * The next port to open without a person's doing: one of a scanner that staff have added. Scanners of the same model
 * have the same USB id, and each of them has a port.
 *
 * @param given the ids of the ports that were opened already
 */
export function portToReopen<Port extends ToldDevice & { portId: string }>(
  ports: readonly Port[],
  chosen: readonly string[],
  given: ReadonlySet<string>,
): Port | null {
  const isNext = (port: Port) => !given.has(port.portId) && mayOpenDevice('serial', port, chosen);
  return ports.find(isNext) ?? null;
}

/** The USB id, such as `0c2e:0caa`; null if it isn't a USB device. */
export function usbIdOf(device: ToldDevice): string | null {
  const instance = /VID_([0-9A-F]{4})&PID_([0-9A-F]{4})/i.exec(device.device_instance_id ?? '');
  if (instance) return `${instance[1]}:${instance[2]}`.toLowerCase();
  const ids = [device.vendor_id ?? device.vendorId, device.product_id ?? device.productId];
  if (ids.some((id) => id === undefined || id === '' || !Number.isInteger(Number(id)))) return null;
  return ids.map((id) => Number(id).toString(16).padStart(4, '0')).join(':');
}
