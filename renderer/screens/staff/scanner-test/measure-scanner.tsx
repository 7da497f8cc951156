import { useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { ScannerSettings } from '../../../../shared/bridge/kiosk-state.ts';
import type { ScannerReading } from '../../../scanner/scanner-reading.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import {
  CALIBRATION_TEXT,
  type Calibration,
  calibrate,
} from '../../../scanner/wedge-calibration.ts';
import { joined } from '../../../words/join.ts';
import { type Sentence, useTold, useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { SampleCode } from '../../tried-scans/sample-code.tsx';
import { type Kept, keepSettings, wordsForGivenOutside } from './keep-settings.ts';

/** A mean gap above this, in milliseconds, makes people wait: forty characters then take more than a second. */
const SLOW_MS = 30;

type Props = {
  kiosk: BridgeClient;
  scanners: Scanners;
  settings: ScannerSettings;
  /** The last scan, if there is one. */
  last: ScannerReading | undefined;
  onLocked: () => void;
};

/** Finds out from one scan of a known code how a wedge scanner types, and saves that as settings. */
export function MeasureScanner({ kiosk, scanners, settings, last, onLocked }: Props) {
  const { calibrating, setCalibrating } = scanners;
  /** The last scan before the measuring began, which doesn't count. */
  const [before, setBefore] = useState<ScannerReading | undefined>();
  const [told, tell] = useTold();
  const words = useWords();
  const say = words.scannerTest;
  const scan = calibrating && last !== before ? last?.wedge : null;
  const found = scan ? calibrate(scan, settings) : null;
  const isWaiting = calibrating && !found;

  function begin() {
    setBefore(last);
    tell(null);
    setCalibrating(true);
  }

  async function keep({ layout, gapMs, meanMs }: Extract<Calibration, { is: 'measured' }>) {
    const kept = await keepSettings(kiosk, {
      scannerLayout: layout,
      wedgeGapMs: String(gapMs),
      wedgeMeanMs: String(meanMs),
    });
    if (kept.is === 'locked') return onLocked();
    setCalibrating(false);
    tell(wordsForKept(kept));
  }

  return (
    <section aria-labelledby="measure" className="measure">
      <h2 id="measure">{say.measureTitle}</h2>
      <p>{say.measureHint}</p>
      <div className="measuring">
        <SampleCode kind="qr" text={CALIBRATION_TEXT} />
        <div className="found">
          <p role="status">
            {told ?? (calibrating ? wordsFor(words, found, scan?.timing.meanGapMs) : null)}
          </p>
          {found?.is === 'measured' ? (
            <button
              type="button"
              className="main"
              onClick={() => keep(found).catch(() => tell(({ staff }) => staff.noAnswer))}
            >
              {say.keep}
            </button>
          ) : (
            <button type="button" aria-disabled={isWaiting} onClick={() => isWaiting || begin()}>
              {say.measure}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

function wordsFor(words: Words, found: Calibration | null, meanGapMs = 0): string {
  const say = words.scannerTest;
  switch (found?.is) {
    case undefined:
      return say.measuring;
    case 'other-code':
      return say.otherCode;
    case 'unknown-layout':
      return say.unknownLayout;
    case 'measured': {
      const layout = say.layoutNames[found.layout];
      const measured = say.measured({ layout, meanGap: meanGapMs });
      const slow = meanGapMs > SLOW_MS ? [say.measuredSlow] : [];
      return joined(words, 'sentences', [measured, ...slow]);
    }
  }
}

function wordsForKept(kept: Exclude<Kept, { is: 'locked' }>): Sentence {
  switch (kept.is) {
    case 'kept':
      return ({ scannerTest }) => scannerTest.kept;
    case 'given-outside':
      return (words) => wordsForGivenOutside(words, kept.settings);
    case 'refused':
      return kept.why;
  }
}
