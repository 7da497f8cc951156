import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ScannerSettings } from '../../shared/bridge/bridge.ts';
import { type Hid, type HidScanners, listenForHid } from './devices/hid-scanners.ts';
import { listenForSerial, type Serial, type SerialScanners } from './devices/serial-scanners.ts';
import type { ScannerReading } from './scanner-reading.ts';
import type { DeviceState } from './scanner-state.ts';
import { listenForWedge, type WedgeListener } from './wedge/keyboard-wedge.ts';
import type { LayoutVerdict } from './wedge/reading.ts';
import type { WedgeRules, WedgeScan } from './wedge/wedge-scan.ts';

/** Limits under which any scanner is read, for finding out its own: nobody types during that one scan. */
const CALIBRATION_LIMITS = { gapMs: 300, meanMs: 200, minLength: 6 };

/** All scanners but the camera: what staff see of them and do with them. */
export type Scanners = {
  devices: readonly DeviceState[];
  /** What the last wedge scan that told anything told of the keyboard layouts; null for nothing yet. */
  layout: LayoutVerdict | null;
  /** How many characters a wedge scanner typed last, where they were too few to be taken for a scan; else null. */
  tooShort: number | null;
  calibrating: boolean;
  setCalibrating: (on: boolean) => void;
  /** Null where this browser has no such thing. */
  addHid: (() => Promise<void>) | null;
  addSerial: (() => Promise<string | null>) | null;
};

type Options = {
  /** Null until the core has spoken. */
  settings: ScannerSettings | null;
  codePattern: string;
  onReading: (reading: ScannerReading) => void;
};

const { hid, serial } = navigator as Navigator & { hid?: Hid; serial?: Serial };

/** Listens to all scanners that are not a camera, from everywhere on the page and at once. */
export function useScanners({ settings, codePattern, onReading }: Options): Scanners {
  const [hidDevices, setHidDevices] = useState<DeviceState[]>([]);
  const [serialDevices, setSerialDevices] = useState<DeviceState[]>([]);
  const [layout, setLayout] = useState<LayoutVerdict | null>(null);
  const [tooShort, setTooShort] = useState<number | null>(null);
  const [calibrating, setCalibrating] = useState(false);
  const wedge = useRef<WedgeListener | null>(null);
  const hidScanners = useRef<HidScanners | null>(null);
  const serialScanners = useRef<SerialScanners | null>(null);
  const tell = useEffectEvent(onReading);

  // What is typed before the settings are known nobody reads; it is noted, since more of the same may follow.
  const heardFrom = useRef(0);
  const isDeaf = settings === null;
  useEffect(() => {
    if (!isDeaf) return;
    heardFrom.current = performance.now();
    const onKeyDown = ({ timeStamp }: KeyboardEvent) => {
      heardFrom.current = timeStamp;
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isDeaf]);

  // The state is pushed anew with every scan, mostly with the same settings.
  const given = settings && JSON.stringify({ settings, codePattern, calibrating });
  useEffect(() => {
    if (!given) return;
    const rules = rulesOf(JSON.parse(given));
    const tellWedge = (wedge: WedgeScan, at: number) =>
      tell({ source: 'wedge', raw: wedge.raw, device: null, wedge, camera: null, at });
    if (wedge.current) return wedge.current.setRules(rules);
    wedge.current = listenForWedge({
      window,
      heardFrom: heardFrom.current,
      rules,
      onScan: (scan, heardAt) => {
        if (scan.doubt === null && scan.layout.is !== 'plain') setLayout(scan.layout);
        setTooShort(null);
        tellWedge(scan, heardAt);
      },
      onTooShort: (scan, heardAt) => {
        setTooShort(scan.timing.keys);
        tellWedge(scan, heardAt);
      },
    });
  }, [given]);

  useEffect(
    () => () => {
      wedge.current?.stop();
      wedge.current = null;
    },
    [],
  );

  useEffect(() => {
    if (!hid) return;
    const onScan = (raw: string, device: string) =>
      tell({ source: 'hid', raw, device, wedge: null, camera: null, at: performance.now() });
    const scanners = listenForHid(hid, onScan, setHidDevices);
    hidScanners.current = scanners;
    return scanners.stop;
  }, []);

  const baudRate = settings?.baudRate;
  const prefix = settings?.prefix ?? '';
  const suffix = settings?.suffix ?? '';
  useEffect(() => {
    if (!serial || !baudRate) return;
    const onScan = (raw: string, device: string) =>
      tell({ source: 'serial', raw, device, wedge: null, camera: null, at: performance.now() });
    const serialSettings = { baudRate, affixes: { prefix, suffix } };
    const scanners = listenForSerial(serial, serialSettings, onScan, setSerialDevices);
    serialScanners.current = scanners;
    return scanners.stop;
  }, [baudRate, prefix, suffix]);

  return {
    devices: [...hidDevices, ...serialDevices],
    layout,
    tooShort,
    calibrating,
    setCalibrating,
    addHid: hid ? async () => hidScanners.current?.add() : null,
    addSerial: serial ? async () => (await serialScanners.current?.add()) ?? null : null,
  };
}

type Given = { settings: ScannerSettings; codePattern: string; calibrating: boolean };

function rulesOf({ settings, codePattern, calibrating }: Given): WedgeRules {
  const { gapMs, meanMs, minLength, prefix, suffix, layout } = settings;
  return {
    pattern: new RegExp(codePattern, 'u'),
    affixes: { prefix, suffix },
    layout,
    ...(calibrating ? CALIBRATION_LIMITS : { gapMs, meanMs, minLength }),
  };
}
