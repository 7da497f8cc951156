import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ScannerSettings } from '../../shared/bridge/kiosk-state.ts';
import { type Hid, type HidScanners, listenForHid } from './devices/hid-scanners.ts';
import { listenForSerial, type Serial, type SerialScanners } from './devices/serial-scanners.ts';
import type { ScannerReading } from './scanner-reading.ts';
import type { DeviceState } from './scanner-state.ts';
import type { LayoutVerdict } from './wedge/reading.ts';
import { useWedge } from './wedge/use-wedge.ts';

/** All scanners except the camera: what staff see of them, and what they can do with them. */
export type Scanners = {
  devices: readonly DeviceState[];
  /** What the last wedge scan has shown about the keyboard layouts; null if nothing has been shown yet. */
  layout: LayoutVerdict | null;
  /** How many characters a wedge scanner typed last, if that was too few for a scan; otherwise null. */
  tooShort: number | null;
  calibrating: boolean;
  setCalibrating: (on: boolean) => void;
  /** Null if this browser has no WebHID. */
  addHid: (() => Promise<void>) | null;
  /** Null if this browser has no Web Serial. The promise gives the USB id, or null for a port that has none. */
  addSerial: (() => Promise<string | null>) | null;
};

type Options = {
  /** Null until the core has sent its state. */
  settings: ScannerSettings | null;
  codePattern: string;
  onReading: (reading: ScannerReading) => void;
  /** A scanner that types like a keyboard has ended a code. It is read once it is clear that no more follows. */
  onCodeEnd: () => void;
};

const { hid, serial } = navigator as Navigator & { hid?: Hid; serial?: Serial };

/** Listens to all scanners except the camera, at the same time and wherever the focus is. */
export function useScanners({ settings, codePattern, onReading, onCodeEnd }: Options): Scanners {
  const wedge = useWedge({
    settings,
    codePattern,
    onCodeEnd,
    onScan: (scan, at) =>
      onReading({ source: 'wedge', raw: scan.raw, device: null, wedge: scan, camera: null, at }),
  });
  const onDeviceScan = useEffectEvent(
    (source: DeviceState['source'], raw: string, device: string) =>
      onReading({ source, raw, device, wedge: null, camera: null, at: performance.now() }),
  );

  const [hidDevices, setHidDevices] = useState<DeviceState[]>([]);
  const hidScanners = useRef<HidScanners | null>(null);
  useEffect(() => {
    if (!hid) return;
    const onScan = (raw: string, device: string) => onDeviceScan('hid', raw, device);
    const scanners = listenForHid(hid, onScan, setHidDevices);
    hidScanners.current = scanners;
    return scanners.stop;
  }, []);

  const [serialDevices, setSerialDevices] = useState<DeviceState[]>([]);
  const serialScanners = useRef<SerialScanners | null>(null);
  const baudRate = settings?.baudRate;
  const prefix = settings?.prefix ?? '';
  const suffix = settings?.suffix ?? '';
  useEffect(() => {
    if (!serial || !baudRate) return;
    const onScan = (raw: string, device: string) => onDeviceScan('serial', raw, device);
    const serialSettings = { baudRate, affixes: { prefix, suffix } };
    const scanners = listenForSerial(serial, serialSettings, onScan, setSerialDevices);
    serialScanners.current = scanners;
    return scanners.stop;
  }, [baudRate, prefix, suffix]);

  return {
    ...wedge,
    devices: [...hidDevices, ...serialDevices],
    addHid: hid ? async () => hidScanners.current?.add() : null,
    addSerial: serial ? async () => (await serialScanners.current?.add()) ?? null : null,
  };
}
