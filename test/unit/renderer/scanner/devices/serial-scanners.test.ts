import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SerialPort } from '../../../../../renderer/scanner/devices/read-port.ts';
import {
  listenForSerial,
  type Serial,
} from '../../../../../renderer/scanner/devices/serial-scanners.ts';
import { parseCode } from '../../../../../shared/scan/parse-code.ts';

const SETTINGS = { baudRate: 9600, affixes: { prefix: '', suffix: '' } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a kiosk makes of these texts, each sent so many milliseconds after the last. A refused code is its reason. */
async function receive(sent: [after: number, text: string][]): Promise<string[]> {
  const codes: string[] = [];
  let bytes: ReadableStreamDefaultController<Uint8Array> | undefined;
  const port: SerialPort = Object.assign(new EventTarget(), {
    readable: null,
    getInfo: () => ({}),
    open: async () => {
      port.readable = new ReadableStream({
        start: (controller) => {
          bytes = controller;
        },
      });
    },
    close: async () => {},
  });
  const serial: Serial = Object.assign(new EventTarget(), {
    getPorts: async () => [port],
    requestPort: async () => port,
  });
  const onScan = (raw: string) => {
    const parsed = parseCode(raw, 'badge');
    codes.push(parsed.ok ? parsed.code : `(${parsed.reason})`);
  };
  const { stop } = listenForSerial(serial, SETTINGS, onScan, () => {});
  for (const [after, text] of sent) {
    await vi.advanceTimersByTimeAsync(after);
    bytes?.enqueue(Buffer.from(text));
    await vi.advanceTimersByTimeAsync(0);
  }
  await vi.advanceTimersByTimeAsync(5000);
  stop();
  return codes;
}

/** A code that may be read if it is scanned again. */
const PART = '(empty)';
/** A text that is refused however often it is scanned. */
const CARD = '(control-characters)';

test.each<[string, [number, string][], string[]]>([
  [
    'that ends its codes is read through a pause',
    [
      [0, 'BADGE-1\r'],
      [500, 'BAD'],
      [900, 'GE-2\r'],
    ],
    ['BADGE-1', 'BADGE-2'],
  ],
  [
    'that ends its codes gives no part of one for a whole, first or last',
    [
      [0, 'BADGE-1\r'],
      [500, 'BADGE-2'],
      [1200, '345\r'],
      [500, 'BADGE-3\r\n'],
    ],
    ['BADGE-1', PART, PART, 'BADGE-3'],
  ],
  [
    'that ends its codes is waited for as long after a part of one',
    [
      [0, 'BADGE-1\r'],
      [500, 'BADGE-2'],
      [1200, '3\r'],
      [100, 'BAD'],
      [900, 'GE-4\r'],
    ],
    ['BADGE-1', PART, PART, 'BADGE-4'],
  ],
  [
    'that stalls twice in one code gives none of its three parts',
    [
      [0, 'BADGE-1\r'],
      [500, 'BADGE-2'],
      [1200, 'BADGE-3'],
      [1200, 'BADGE-4\r'],
    ],
    ['BADGE-1', PART, PART, PART],
  ],
  [
    'that ends its codes with nothing is read',
    [
      [0, 'BADGE-1'],
      [1200, 'BADGE-2'],
      [300, 'BADGE-3'],
    ],
    ['BADGE-1', 'BADGE-2', 'BADGE-3'],
  ],
  [
    'that ends its codes gives a contact card as one, refused, and reads on',
    [
      [0, 'BADGE-1\r'],
      [500, 'BEGIN:VCARD\r\nFN:Ayesha Khan\r\nTEL'],
      [900, ':1\r\nEND:VCARD\r\nBADGE-2\r\n'],
    ],
    ['BADGE-1', CARD, 'BADGE-2'],
  ],
  [
    'that is not yet known gives a card whose end never comes as one',
    [
      [0, 'MECARD:N:Khan,Ayesha;\rTEL:1;\r'],
      [1100, 'BADGE-1\r'],
    ],
    [CARD, 'BADGE-1'],
  ],
  [
    'that stalls in a line of a card gives nothing of it',
    [
      [0, 'BADGE-1\r'],
      [500, 'BEGIN:VCARD\r\nFN:Ayesha'],
      [1200, ' Khan\r\n'],
      [100, 'BADGE-2\r\n'],
    ],
    ['BADGE-1', CARD, PART, 'BADGE-2'],
  ],
  [
    'that ends its codes with nothing does so after a card, too',
    [
      [0, 'BEGIN:VCARD\r\nFN:Ayesha Khan\r\nEND:VCARD'],
      [1200, 'BADGE-1'],
      [1200, 'BADGE-2'],
      [300, 'MECARD:N:Khan,Ayesha;TEL:1;;'],
    ],
    [CARD, 'BADGE-1', 'BADGE-2', CARD],
  ],
])('a scanner %s', async (_, sent, codes) => {
  expect(await receive(sent)).toEqual(codes);
});

/** A port like Chromium's, which is slow to open and to close, and can't be opened twice. */
function slowPort() {
  let bytes: ReadableStreamDefaultController<Uint8Array> | undefined;
  let is: 'closed' | 'opening' | 'open' = 'closed';
  const opened: number[] = [];
  const port: SerialPort = Object.assign(new EventTarget(), {
    readable: null,
    getInfo: () => ({}),
    open: async ({ baudRate }: { baudRate: number }) => {
      if (is !== 'closed') throw new DOMException('It is open', 'InvalidStateError');
      is = 'opening';
      await new Promise((resolve) => setTimeout(resolve, 200));
      is = 'open';
      opened.push(baudRate);
      port.readable = new ReadableStream({
        start: (controller) => {
          bytes = controller;
        },
      });
    },
    close: async () => {
      if (is !== 'open') throw new DOMException('It is not open', 'InvalidStateError');
      port.readable = null;
      await new Promise((resolve) => setTimeout(resolve, 50));
      is = 'closed';
    },
  });
  return { port, opened, send: (text: string) => bytes?.enqueue(Buffer.from(text)) };
}

test.each([100, 1000])(
  'a scanner whose speed is changed %i ms after it was plugged in is read at the new one, at once',
  async (afterMs) => {
    const { port, opened, send } = slowPort();
    const serial: Serial = Object.assign(new EventTarget(), {
      getPorts: async () => [port],
      requestPort: async () => port,
    });
    const codes: string[] = [];
    const states: string[] = [];
    const listen = (baudRate: number) =>
      listenForSerial(
        serial,
        { ...SETTINGS, baudRate },
        (raw) => codes.push(raw),
        (devices) => states.push(...devices.map(({ is }) => is)),
      );
    const before = listen(9600);
    await vi.advanceTimersByTimeAsync(afterMs);
    before.stop();
    const { stop } = listen(115_200);
    await vi.advanceTimersByTimeAsync(1000);
    send('BADGE-1\r');
    await vi.advanceTimersByTimeAsync(10);
    expect(opened).toEqual([9600, 115_200]);
    expect(codes).toEqual(['BADGE-1']);
    expect(states).not.toContain('busy');
    expect(states.at(-1)).toBe('on');
    stop();
  },
);

test('of two scanners alike that were unplugged, one that comes back leaves the other unplugged', async () => {
  const serial: Serial = Object.assign(new EventTarget(), {
    getPorts: async () => [],
    requestPort: async () => slowPort().port,
  });
  let states: string[] = [];
  const { stop } = listenForSerial(
    serial,
    SETTINGS,
    () => {},
    (devices) => {
      states = devices.map(({ is }) => is);
    },
  );
  const tell = (name: 'connect' | 'disconnect', port: SerialPort) =>
    serial.dispatchEvent(Object.defineProperty(new Event(name), 'target', { value: port }));
  const ports = [slowPort().port, slowPort().port];
  for (const port of ports) tell('connect', port);
  for (const port of ports) tell('disconnect', port);
  tell('connect', slowPort().port);
  await vi.advanceTimersByTimeAsync(1000);
  expect(states).toEqual(['unplugged', 'on']);
  stop();
});
