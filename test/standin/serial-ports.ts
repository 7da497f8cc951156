import { randomUUID } from 'node:crypto';
import { mayOpenSerial, mayRequestSerial, tellSession } from './session.ts';
import { fromTest, hasTest, noteCall, type SerialScanner } from './test-link.ts';
import type { FromSerial, PagePort, SerialEntry } from './worlds/serial-world.ts';

type Port = SerialScanner & { portId: string; vendorId: number; productId: number };

/** A page with a `navigator.serial`. */
export type SerialPage = {
  /** Its web contents as the app sees them. */
  contents: object;
  origin: () => string;
  call: <M extends keyof SerialEntry>(method: M, ...args: Parameters<SerialEntry[M]>) => void;
};

/** A request for a port. Chromium keeps one open for each page. */
type Request = { page: SerialPage; isTold: boolean; end: (port: Port | null) => void };

const plugged: Port[] = given().map(asPort);
/** The ports without a serial number that the app has chosen. Chromium remembers them no longer than this process. */
const chosen = new Set<string>();
const pages = new Set<SerialPage>();
let open: Request | null = null;

/** Carries out what a test does with scanners. */
export function followScanners(): void {
  if (!hasTest) return;
  fromTest('plug', ({ scanner }) => plug(asPort(scanner)));
  fromTest('unplug', ({ name }) => unplug(name));
  fromTest('scan', ({ name, text }) => {
    const port = plugged.find((each) => each.name === name);
    if (port) forPagesWith(port, (page) => page.call('sent', port.portId, text));
  });
}

export function addSerialPage(page: SerialPage): void {
  pages.add(page);
}

export function removeSerialPage(page: SerialPage): void {
  pages.delete(page);
}

/** Answers what a page asks of its serial ports. */
export function answerSerial(page: SerialPage, asked: FromSerial): void {
  const answer = (ports: Port[] | null) => page.call('answer', asked.id, ports?.map(told) ?? null);
  const find = (wanted: string) => plugged.filter(({ portId }) => portId === wanted);
  if (asked.ask === 'ports') answer(plugged.filter((port) => isGranted(port, page)));
  if (asked.ask === 'port') request(page, (port) => answer(port ? [port] : null));
  if (asked.ask === 'open') {
    const [port] = find(asked.portId);
    if (port) noteCall('a port opened', port.name);
    answer(port ? [port] : null);
  }
  if (asked.ask === 'forget') {
    chosen.delete(asked.portId);
    answer([]);
  }
}

function request(page: SerialPage, end: Request['end']) {
  open?.end(null);
  open = null;
  if (!mayRequestSerial(page.contents, page.origin())) {
    end(null);
    return;
  }
  const mine: Request = { page, isTold: false, end };
  open = mine;
  const select = (portId: string) => {
    const port = plugged.find((each) => each.portId === portId) ?? null;
    if (port && open === mine) chosen.add(portId);
    mine.end(port);
    mine.end = () => {};
  };
  // Chromium looks for the ports first.
  setImmediate(() => {
    if (open !== mine) return;
    mine.isTold = true;
    const ports = plugged.map(asElectronTells);
    if (!tellSession('select-serial-port', ports, page.contents, select)) select('');
  });
}

function plug(port: Port) {
  plugged.push(port);
  forPagesWith(port, (page) => page.call('plugged', told(port)));
  if (open?.isTold) tellSession('serial-port-added', asElectronTells(port), open.page.contents);
}

function unplug(name: string) {
  const at = plugged.findIndex((each) => each.name === name);
  const [port] = at < 0 ? [] : plugged.splice(at, 1);
  if (port) forPagesWith(port, (page) => page.call('unplugged', port.portId));
}

function forPagesWith(port: Port, tell: (page: SerialPage) => void) {
  for (const page of pages) if (isGranted(port, page)) tell(page);
}

/** As in Chromium, only a port with a serial number is worth a question to the app. */
function isGranted({ portId, serialNumber, ...ids }: Port, page: SerialPage): boolean {
  if (chosen.has(portId)) return true;
  const device = { name: ids.name, vendor_id: ids.vendorId, product_id: ids.productId };
  return (
    serialNumber !== null &&
    mayOpenSerial({ ...device, serial_number: serialNumber }, page.origin())
  );
}

function asPort(scanner: SerialScanner): Port {
  const [vendorId = 0, productId = 0] = scanner.usbId.split(':').map((id) => Number(`0x${id}`));
  return { ...scanner, portId: randomUUID(), vendorId, productId };
}

function told({ portId, vendorId, productId }: Port): PagePort {
  return { portId, usbVendorId: vendorId, usbProductId: productId };
}

function asElectronTells({ portId, name, vendorId, productId, serialNumber }: Port): object {
  const ids = { vendorId: String(vendorId), productId: String(productId) };
  const port = { portId, portName: name, displayName: 'Scanner', ...ids };
  return serialNumber === null ? port : { ...port, serialNumber };
}

/** The scanners that are plugged in when the app starts. */
function given(): SerialScanner[] {
  return JSON.parse(process.env.STANDIN_SERIAL ?? '[]') as SerialScanner[];
}
