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
   * Asks the person in front of the screen which port this page may have; only in answer to a press.
   *
   * @returns the scanner's USB id; null for a port that is no USB device
   */
  add: () => Promise<string | null>;
  stop: () => void;
};

/** How this device's serial scanners are set. */
export type SerialSettings = { baudRate: number; affixes: Affixes };

/** Listens to every serial scanner that this page may have, also to those that are plugged in later. */
export function listenForSerial(
  serial: Serial,
  settings: SerialSettings,
  onScan: (raw: string, name: string) => void,
  onChange: (devices: DeviceState[]) => void,
): SerialScanners {
  let stopped = false;
  const list = new DeviceList<SerialPort>({
    source: 'serial',
    nameOf,
    listenTo: (port, onState) =>
      listenTo(port, settings, (raw) => onScan(raw, nameOf(port)), onState),
    onChange,
  });

  function take(port: SerialPort): void {
    if (!stopped) list.take(port);
  }

  function onConnect({ target }: Event): void {
    list.forgetUnplugged(target as SerialPort);
    take(target as SerialPort);
  }

  const onDisconnect = ({ target }: Event) => list.unplug(target as SerialPort);

  serial.addEventListener('connect', onConnect);
  serial.addEventListener('disconnect', onDisconnect);
  serial.getPorts().then(
    (ports) => ports.forEach(take),
    () => undefined,
  );
  return {
    async add() {
      const port = await serial.requestPort();
      if (!list.has(port)) take(port);
      return usbIdOf(port);
    },
    stop() {
      stopped = true;
      serial.removeEventListener('connect', onConnect);
      serial.removeEventListener('disconnect', onDisconnect);
      list.close();
    },
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

/** `0c2e:0caa`; null for a port that is no USB device. */
function usbIdOf(port: SerialPort): string | null {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return null;
  return [usbVendorId, usbProductId].map((id) => id.toString(16).padStart(4, '0')).join(':');
}

function nameOf(port: SerialPort): string {
  return usbIdOf(port) ?? 'COM';
}
