import { describe, expect, test } from 'vitest';
import {
  mayOpenDevice,
  portToAdd,
  portToReopen,
  type ToldDevice,
  usbIdOf,
} from '../../../../electron/shell/guard/device-policy.ts';

type ToldPort = ToldDevice & { portId: string };

const CHOSEN = ['0c2e:0caa'];
const SCANNER = { vendorId: '3118', productId: '3242' };
const PRINTER = { vendorId: '1208', productId: '3605' };

test.each<[string, string, ToldDevice, boolean]>([
  ['a HID POS scanner', 'hid', { collections: [{ usagePage: 0x8c }] }, true],
  [
    'a scanner with a keyboard beside it',
    'hid',
    { collections: [{ usagePage: 1 }, { usagePage: 0x8c }] },
    true,
  ],
  ['a HID keyboard', 'hid', { collections: [{ usagePage: 1 }] }, false],
  ['a HID device without collections', 'hid', { collections: [] }, false],
  ['a security key', 'hid', { collections: [{ usagePage: 0xf1d0 }] }, false],
  ['a serial scanner that was chosen', 'serial', { vendor_id: 0x0c2e, product_id: 0x0caa }, true],
  ['one whose ids are decimal texts', 'serial', SCANNER, true],
  ['another serial device', 'serial', { vendor_id: 0x04b8, product_id: 0x0e15 }, false],
  [
    'a chosen one on Windows',
    'serial',
    { device_instance_id: 'USB\\VID_0C2E&PID_0CAA\\1234' },
    true,
  ],
  ['a port on the main board', 'serial', {}, false],
  ['a USB device', 'usb', { vendorId: 0x0c2e, productId: 0x0caa }, false],
  ['what is not known yet', 'bluetooth', { collections: [{ usagePage: 0x8c }] }, false],
])('whether the page may open %s', (_, deviceType, device, may) => {
  expect(mayOpenDevice(deviceType, device, CHOSEN)).toBe(may);
});

describe('adding a serial scanner takes', () => {
  const chosen = [usbIdOf(PRINTER) ?? ''];
  test.each<[string, ToldDevice[], ToldDevice | null]>([
    ['the only USB port', [SCANNER, {}], SCANNER],
    ['the one that is new', [PRINTER, SCANNER], SCANNER],
    ['one that was chosen before, where there is no other', [PRINTER], PRINTER],
    ['nothing where there are two', [SCANNER, { vendorId: '1', productId: '2' }], null],
    ['nothing where there is none', [{}], null],
  ])('%s', (_, ports, port) => {
    expect(portToAdd(ports, chosen)).toBe(port);
  });
});

describe('opening a scanner again takes', () => {
  const a = { portId: 'a', ...SCANNER };
  const b = { portId: 'b', ...SCANNER };
  const printer = { portId: 'p', ...PRINTER };
  test.each<[string, ToldPort[], string[], ToldPort | null]>([
    ['one that was chosen', [printer, a], [], a],
    ['the second of the same model after the first', [a, b], ['a'], b],
    ['none twice', [a, b], ['a', 'b'], null],
    ['none that was not chosen', [printer], [], null],
    ['none that is not a USB device', [{ portId: 'com' }], [], null],
  ])('%s', (_, ports, given, port) => {
    expect(portToReopen(ports, CHOSEN, new Set(given))).toBe(port);
  });
});
