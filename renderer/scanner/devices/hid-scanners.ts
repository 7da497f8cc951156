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

/** How long after a failure a device is opened again, in milliseconds. */
const RETRY_MS = 5000;
/** Between two parts of a code, in milliseconds: after longer nobody knows whether they belong together. */
const PART_GAP_MS = 1000;

/** As much of WebHID as is used here. */
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
  /** Asks the person in front of the screen which scanner this page may have; only in answer to a press. */
  add: () => Promise<void>;
  stop: () => void;
};

/** Listens to every HID POS scanner that this page may have, also to those that are plugged in later. */
export function listenForHid(
  hid: Hid,
  onScan: (raw: string, name: string) => void,
  onChange: (devices: DeviceState[]) => void,
): HidScanners {
  let stopped = false;
  const list = new DeviceList<HidDevice>({
    source: 'hid',
    nameOf,
    listenTo: (device, onState) => listenTo(device, (raw) => onScan(raw, nameOf(device)), onState),
    onChange,
  });

  function take(device: HidDevice): void {
    if (stopped || !device.collections.some(({ usagePage }) => usagePage === BARCODE_PAGE)) return;
    list.take(device);
  }

  const onDisconnect = (event: Event) => list.unplug((event as Connection).device);

  function onConnect(event: Event): void {
    const { device } = event as Connection;
    list.forgetUnplugged(device);
    take(device);
  }

  hid.addEventListener('connect', onConnect);
  hid.addEventListener('disconnect', onDisconnect);
  hid.getDevices().then(
    (devices) => devices.forEach(take),
    () => undefined,
  );
  return {
    async add() {
      const chosen = await hid.requestDevice({ filters: [{ usagePage: BARCODE_PAGE }] });
      for (const device of chosen) if (!list.has(device)) take(device);
    },
    stop() {
      stopped = true;
      hid.removeEventListener('connect', onConnect);
      hid.removeEventListener('disconnect', onDisconnect);
      list.close();
      for (const device of list.devices) void device.close().catch(() => undefined);
    },
  };
}

/** @returns what ends it */
function listenTo(
  device: HidDevice,
  onCode: (raw: string) => void,
  onState: (is: DeviceState['is']) => void,
): () => void {
  const reports = scannedDataReports(device.collections);
  let parts: readonly ScannedPart[] = [];
  let lastPartAt = 0;
  let isCut = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function onReport(event: Event): void {
    const { reportId, data } = event as InputReport;
    const report = reports.find((each) => each.reportId === reportId);
    if (!report) return;
    const part = readReport(report, data);
    if (parts.length > 0 && event.timeStamp - lastPartAt > PART_GAP_MS) isCut = true;
    lastPartAt = event.timeStamp;
    parts = addPart(parts, part);
    if (part.continued) return;
    const raw = isCut ? '' : joinParts(parts);
    parts = [];
    isCut = false;
    onCode(raw);
  }

  async function open(): Promise<void> {
    try {
      // Waited for in any case: whoever asked for this has to hear of the state later.
      await (device.opened || device.open());
      if (!ended) onState('on');
    } catch {
      if (ended) return;
      onState('busy');
      timer = setTimeout(() => void open(), RETRY_MS);
    }
  }

  device.addEventListener('inputreport', onReport);
  void open();
  return () => {
    ended = true;
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
