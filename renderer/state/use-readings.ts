import { useEffect, useRef, useState } from 'react';
import type { ScannerReading } from '../scanner/scanner-reading.ts';
import { fateOf, type PurposeChange, purposeOn, type Surroundings } from './scan-purpose.ts';
import { monotonicNow } from './time.ts';
import type { Submit } from './use-scan-flow.ts';

/** How many scans the scanner test shows. */
const TRIED_KEPT = 5;

type Options = {
  surroundings: Surroundings;
  submit: Submit;
  notice: () => void;
  closePinPad: () => void;
};

export type Readings = {
  /** Every scanner, including the camera, delivers here what it has read. */
  onReading: (reading: ScannerReading) => void;
  /** A scanner has typed a code, which is read as soon as it is clear that no more of it follows. */
  onCodeEnd: () => void;
  /** What was scanned since the staff area was opened or the set-up began, newest first. */
  tried: readonly ScannerReading[];
};

/** Takes what every scanner reads. A check-in is submitted, a trial is kept for staff to see, and the rest is dropped. */
export function useReadings({ surroundings, submit, notice, closePinPad }: Options): Readings {
  const { area } = surroundings;
  const [tried, setTried] = useState<ScannerReading[]>([]);
  const purpose = purposeOn(surroundings);
  useEffect(() => {
    // Whoever has to enter the PIN again, or the supervisor's, finds there what they have scanned.
    if (purpose !== 'trial' && area === 'closed') setTried([]);
  }, [purpose, area]);

  const change = useRef<PurposeChange>({
    from: purpose,
    to: purpose,
    at: Number.NEGATIVE_INFINITY,
  });
  useEffect(() => {
    const { to } = change.current;
    if (to !== purpose) change.current = { from: to, to: purpose, at: monotonicNow() };
  }, [purpose]);

  function onReading(reading: ScannerReading): void {
    const fate = fateOf(reading, { ...change.current, to: purpose }, surroundings);
    if (fate === 'trial') setTried((before) => [reading, ...before].slice(0, TRIED_KEPT));
    if (fate === 'trial' || fate === 'none') return;
    // Anybody may have left the PIN pad open, and a visitor with a badge comes first.
    if (area === 'asks-pin') closePinPad();
    if (fate === 'check-in') submit(reading.raw, reading.source, reading.at);
  }
  const onCodeEnd = () => {
    if (purpose === 'check-in' && area === 'closed') notice();
  };
  return { onReading, onCodeEnd, tried };
}
