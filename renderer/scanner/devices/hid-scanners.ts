import { outsideText } from '../../../shared/text/outside-text.ts';
import type { DeviceState } from '../scanner-state.ts';
import { DeviceList } from './device-list.ts';
import {
  addPart,
  BARCODE_PAGE,
  type HidCollection,
  joinParts,
  readReport,
  type ScannedPart,
  scannedDataReports,
} from './hid-report.ts';

/** How long after a failure opening a device is tried again, in milliseconds. */
const RETRY_MS = 5000;
/** The longest gap between two parts of a code, in milliseconds. After a longer one they may not belong together. */
const PART_GAP_MS = 1000;

/** The part of WebHID that is used here. */
export type HidDevice = EventTarget & {
  opened: boolean;
  productName: string;
  vendorId: number;
  productId: number;
  collections: readonly HidCollection[];
  open: () => Promise<void>;
  close: () => Promise<void>;
};
export type Hid = EventTarget & {
  getDevices: () => Promise<HidDevice[]>;
  requestDevice: (options: { filters: { usagePage: number }[] }) => Promise<HidDevice[]>;
};
type InputReport = Event & { reportId: number; data: DataView };
type Connection = Event & { device: HidDevice };

export type HidScanners = {
  /** Asks the person at the screen which scanner this page may use. Browsers allow that only in response to a press. */
  add: () => Promise<void>;
  stop: () => void;
};

/** Listens to every HID POS scanner that this page may use, including those that are plugged in later. */
export function listenForHid(
  hid: Hid,
  onScan: (raw: string, name: string) => void,
  onChange: (devices: DeviceState[]) => void,
): HidScanners {
  const list = new DeviceList<HidDevice>({
    source: 'hid',
    api: hid,
    deviceOf: (event) => (event as Connection).device,
    granted: () => hid.getDevices(),
    isScanner: ({ collections }) => collections.some(({ usagePage }) => usagePage === BARCODE_PAGE),
    nameOf,
    listenTo: (device, onState) => listenTo(device, (raw) => onScan(raw, nameOf(device)), onState),
    onChange,
  });
  return {
    async add() {
      const chosen = await hid.requestDevice({ filters: [{ usagePage: BARCODE_PAGE }] });
      for (const device of chosen) list.add(device);
    },
    stop() {
      list.stop();
      for (const device of list.devices) void device.close().catch(() => undefined);
    },
  };
}

/** Listens to one scanner. Returns what ends that. */
function listenTo(
  device: HidDevice,
  onCode: (raw: string) => void,
  onState: (is: DeviceState['is']) => void,
): () => void {
  const reports = scannedDataReports(device.collections);
  let parts: readonly ScannedPart[] = [];
  let lastPartAt = 0;
  let hasGap = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;

  function onReport(event: Event): void {
    const { reportId, data } = event as InputReport;
    const report = reports.find((each) => each.reportId === reportId);
    if (!report) return;
    const part = readReport(report, data);
    if (parts.length > 0 && event.timeStamp - lastPartAt > PART_GAP_MS) hasGap = true;
    lastPartAt = event.timeStamp;
    parts = addPart(parts, part);
    if (part.continued) return;
    const raw = hasGap ? '' : joinParts(parts);
    parts = [];
    hasGap = false;
    onCode(raw);
  }

  async function open(): Promise<void> {
    try {
      // Awaited even if the device is open already: the caller can't take its state before `listenTo` has returned.
      await (device.opened || device.open());
      if (!isEnded) onState('on');
    } catch {
      if (isEnded) return;
      onState('busy');
      timer = setTimeout(() => void open(), RETRY_MS);
    }
  }

  device.addEventListener('inputreport', onReport);
  void open();
  return () => {
    isEnded = true;
    clearTimeout(timer);
    device.removeEventListener('inputreport', onReport);
  };
}

function nameOf({ productName, vendorId, productId }: HidDevice): string {
  return outsideText(productName, { longest: 60 }) || `${hex(vendorId)}:${hex(productId)}`;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
