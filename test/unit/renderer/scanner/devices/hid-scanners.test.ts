import { expect, test } from 'vitest';
import {
  type HidDevice,
  listenForHid,
} from '../../../../../renderer/scanner/devices/hid-scanners.ts';
import { parseCode } from '../../../../../shared/scan/parse-code.ts';
import { collectionsOf } from './hid-descriptor.ts';

/** A report with a flag, three bytes of symbology and 32 of data. */
const DESCRIPTOR = `
  05 8c 09 02 a1 01 85 03 15 00 26 ff 00
    75 01 95 01 09 ff 81 02 95 07 81 03
    75 08 95 03 19 fb 29 fd 81 02
    95 20 09 fe 81 02
  c0`;
const DATA = 32;

type Part = { at: number; text: string; continued: boolean };

/** The codes that are read from reports which come at these times, in milliseconds. */
async function receive(parts: readonly Part[]): Promise<string[]> {
  const device: HidDevice = Object.assign(new EventTarget(), {
    opened: true,
    productName: 'Scanner',
    vendorId: 1,
    productId: 1,
    collections: collectionsOf(DESCRIPTOR),
    open: async () => {},
    close: async () => {},
  });
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () => [device],
    requestDevice: async () => [],
  });
  const codes: string[] = [];
  const { stop } = listenForHid(
    hid,
    (raw) => codes.push(raw),
    () => {},
  );
  await new Promise(setImmediate);
  for (const { at, text, continued } of parts) {
    const bytes = Buffer.alloc(4 + DATA);
    bytes[0] = Number(continued);
    bytes.write(']Q1', 1);
    bytes.write(text, 4);
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const event = Object.assign(new Event('inputreport'), { reportId: 3, data });
    device.dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: at }));
  }
  stop();
  return codes;
}

const part = (at: number, text: string, continued = false): Part => ({ at, text, continued });
const FULL = 'A'.repeat(DATA);

test('a code in several reports is read whole', async () => {
  const [code] = await receive([part(0, FULL, true), part(20, 'B')]);
  expect(code).toMatch(new RegExp(`${FULL}B$`));
});

test('a code whose rest comes late is refused, and the next one is read', async () => {
  const codes = await receive([part(0, FULL, true), part(1500, 'BADGE-1'), part(1600, 'BADGE-2')]);
  expect(codes).toEqual(['', expect.stringMatching(/BADGE-2$/)]);
});

test('the time between two whole codes is not a pause within one', async () => {
  const codes = await receive([part(0, 'BADGE-1'), part(60_000, 'BADGE-2')]);
  expect(codes).toEqual([expect.stringMatching(/BADGE-1$/), expect.stringMatching(/BADGE-2$/)]);
});

test('a contact card is one text, which is refused', async () => {
  const codes = await receive([
    part(0, 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kh'.padEnd(DATA, 'a'), true),
    part(20, 'n;Ayesha\r\nEND:VCARD\r\n'),
    part(5000, 'MECARD:N:Khan,Ayesha;TEL:1;;'),
  ]);
  expect(codes.map((raw) => parseCode(raw, 'auto').ok)).toEqual([false, false]);
});
