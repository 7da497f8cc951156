import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ScannerSettings } from '../../../shared/bridge/kiosk-state.ts';
import type { LayoutVerdict } from './reading.ts';
import { listenForWedge, type WedgeListener } from './wedge-listener.ts';
import type { WedgeRules, WedgeScan } from './wedge-scan.ts';

/** Limits that fit every scanner, for the one scan by which a scanner is measured. Nobody types during that scan. */
const CALIBRATION_LIMITS = { gapMs: 300, meanMs: 200, minLength: 6 };

type Options = {
  /** Null until the core has sent its state. */
  settings: ScannerSettings | null;
  codePattern: string;
  /** A scanner's Enter or Tab was heard. The scan follows once it is clear that it has no other line. */
  onCodeEnd: () => void;
  /** @param at when the last key of the scan was heard, in monotonic milliseconds */
  onScan: (scan: WedgeScan, at: number) => void;
};

/** Listens to scanners that type like a keyboard. Codes that are too short are reported as well, with that doubt. */
export function useWedge({ settings, codePattern, onCodeEnd, onScan }: Options) {
  const [layout, setLayout] = useState<LayoutVerdict | null>(null);
  const [tooShort, setTooShort] = useState<number | null>(null);
  const [calibrating, setCalibrating] = useState(false);
  const listener = useRef<WedgeListener | null>(null);
  const handOver = useEffectEvent(onScan);
  const noteEnd = useEffectEvent(onCodeEnd);
  const heardFrom = useHeardFrom(settings === null);

  // The core pushes its state with every scan, and the settings in it are usually the same.
  const inputs = settings && JSON.stringify({ settings, codePattern, calibrating });
  useEffect(() => {
    if (!inputs) return;
    const rules = rulesOf(JSON.parse(inputs));
    if (listener.current) return listener.current.setRules(rules);
    listener.current = listenForWedge({
      window,
      heardFrom: heardFrom.current,
      rules,
      onCodeEnd: () => noteEnd(),
      onScan: (scan, at) => {
        if (scan.doubt === null && scan.layout.is !== 'plain') setLayout(scan.layout);
        setTooShort(null);
        handOver(scan, at);
      },
      onTooShort: (scan, at) => {
        setTooShort(scan.timing.keys);
        handOver(scan, at);
      },
    });
  }, [inputs, heardFrom]);

  useEffect(
    () => () => {
      listener.current?.stop();
      listener.current = null;
    },
    [],
  );
  return { layout, tooShort, calibrating, setCalibrating };
}

/**
 * The time from which on every key has been heard. Keys that are typed before the settings are known go unread, but the
 * rest of the same scan may still follow.
 */
function useHeardFrom(isDeaf: boolean) {
  const heardFrom = useRef(0);
  useEffect(() => {
    if (!isDeaf) return;
    heardFrom.current = performance.now();
    const onKeyDown = ({ timeStamp }: KeyboardEvent) => {
      heardFrom.current = timeStamp;
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isDeaf]);
  return heardFrom;
}

type Inputs = { settings: ScannerSettings; codePattern: string; calibrating: boolean };

function rulesOf({ settings, codePattern, calibrating }: Inputs): WedgeRules {
  const { gapMs, meanMs, minLength, prefix, suffix, layout } = settings;
  return {
    pattern: new RegExp(codePattern, 'u'),
    affixes: { prefix, suffix },
    layout,
    ...(calibrating ? CALIBRATION_LIMITS : { gapMs, meanMs, minLength }),
  };
}
