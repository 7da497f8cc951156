import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ScannerSettings } from '../../../shared/bridge/bridge.ts';
import { listenForWedge, type WedgeListener } from './keyboard-wedge.ts';
import type { LayoutVerdict } from './reading.ts';
import type { WedgeRules, WedgeScan } from './wedge-scan.ts';

/** Limits within which any scanner is read, to find out its own. Nobody types during that one scan. */
const CALIBRATION_LIMITS = { gapMs: 300, meanMs: 200, minLength: 6 };

type Options = {
  /** Null until the core has spoken. */
  settings: ScannerSettings | null;
  codePattern: string;
  /** `at`: when its last key was heard, in monotonic milliseconds. */
  onScan: (scan: WedgeScan, at: number) => void;
};

/** Listens to scanners that type like a keyboard. A code that is too short is told, too, with the doubt `too-short`. */
export function useWedge({ settings, codePattern, onScan }: Options) {
  const [layout, setLayout] = useState<LayoutVerdict | null>(null);
  const [tooShort, setTooShort] = useState<number | null>(null);
  const [calibrating, setCalibrating] = useState(false);
  const listener = useRef<WedgeListener | null>(null);
  const tell = useEffectEvent(onScan);
  const heardFrom = useHeardFrom(settings === null);

  // The state is pushed again with every scan, usually with the same settings.
  const given = settings && JSON.stringify({ settings, codePattern, calibrating });
  useEffect(() => {
    if (!given) return;
    const rules = rulesOf(JSON.parse(given));
    if (listener.current) return listener.current.setRules(rules);
    listener.current = listenForWedge({
      window,
      heardFrom: heardFrom.current,
      rules,
      onScan: (scan, at) => {
        if (scan.doubt === null && scan.layout.is !== 'plain') setLayout(scan.layout);
        setTooShort(null);
        tell(scan, at);
      },
      onTooShort: (scan, at) => {
        setTooShort(scan.timing.keys);
        tell(scan, at);
      },
    });
  }, [given, heardFrom]);

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
 * Since when no key has gone unheard. Nobody reads what is typed before the settings are known, but more of the same
 * scan may follow.
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
