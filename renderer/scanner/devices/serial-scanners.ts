import type { Affixes } from '../../../shared/scan/parse-code.ts';
import type { DeviceState } from '../scanner-state.ts';
import { SilenceTimer } from '../silence-timer.ts';
import { DeviceList } from './device-list.ts';
import { readPort, type SerialPort } from './read-port.ts';
import { SerialCodes } from './serial-codes.ts';

/** The part of Web Serial that is used here. */
export type Serial = EventTarget & {
  getPorts: () => Promise<SerialPort[]>;
  requestPort: () => Promise<SerialPort>;
};

export type SerialScanners = {
  /**
   * Asks the person at the screen which port this page may use. Browsers allow that only in response to a press.
   *
   * @returns the scanner's USB id; null if the port isn't a USB device
   */
  add: () => Promise<string | null>;
  stop: () => void;
};

/** How this device's serial scanners are set. */
export type SerialSettings = { baudRate: number; affixes: Affixes };

/** Listens to every serial scanner that this page may use, including those that are plugged in later. */
export function listenForSerial(
  serial: Serial,
  settings: SerialSettings,
  onScan: (raw: string, name: string) => void,
  onChange: (devices: DeviceState[]) => void,
): SerialScanners {
  const list = new DeviceList<SerialPort>({
    source: 'serial',
    api: serial,
    deviceOf: ({ target }) => target as SerialPort,
    granted: () => serial.getPorts(),
    isScanner: () => true,
    nameOf,
    listenTo: (port, onState) =>
      listenTo(port, settings, (raw) => onScan(raw, nameOf(port)), onState),
    onChange,
  });
  return {
    async add() {
      const port = await serial.requestPort();
      list.add(port);
      return usbIdOf(port);
    },
    stop: () => list.stop(),
  };
}

/** Listens to one scanner. Returns what ends that and closes the port. */
function listenTo(
  port: SerialPort,
  { baudRate, affixes }: SerialSettings,
  onCode: (raw: string) => void,
  onState: (is: DeviceState['is']) => void,
): () => void {
  const codes = new SerialCodes(affixes);
  const silence = new SilenceTimer(() => {
    const code = codes.endBySilence();
    if (code !== null) onCode(code);
  });
  const closePort = readPort(port, {
    baudRate,
    onBytes(chunk) {
      for (const code of codes.take(chunk)) onCode(code);
      silence.restart(codes.silenceMs);
    },
    onLoss: () => codes.loseBytes(),
    onState,
  });
  return () => {
    silence.stop();
    closePort();
  };
}

/** The USB id as `0c2e:0caa`; null if the port isn't a USB device. */
function usbIdOf(port: SerialPort): string | null {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return null;
  return [usbVendorId, usbProductId].map((id) => id.toString(16).padStart(4, '0')).join(':');
}

function nameOf(port: SerialPort): string {
  return usbIdOf(port) ?? 'COM';
}
