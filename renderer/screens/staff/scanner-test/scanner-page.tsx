import './scanner-page.css';
import { useEffect } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import type { Readings } from '../../../state/use-readings.ts';
import { useWords } from '../../../words/use-words.ts';
import { AttachedScanners } from './attached-scanners.tsx';
import { MeasureScanner } from './measure-scanner.tsx';
import { Samples } from './samples.tsx';
import { ScannerSetup } from './scanner-setup.tsx';
import { SoundTest } from './sound-test.tsx';
import { TryScanner } from './try-scanner.tsx';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  scanners: Scanners;
  readings: Readings;
  /** Whether a supervisor is there, who may change how scanners are read. */
  supervised: boolean;
  onLocked: () => void;
};

/** Where staff find out what a scanner does. Nothing that is scanned here is sent. */
export function ScannerPage(props: Props) {
  const { kiosk, state, scanners, readings, supervised, onLocked } = props;
  const say = useWords().scannerTest;
  const { setCalibrating } = scanners;
  useEffect(() => () => setCalibrating(false), [setCalibrating]);
  const tools = { kiosk, scanners, settings: state.scanner, onLocked };
  return (
    <div className="scanner-page">
      <TryScanner state={state} readings={readings} />
      <div className="scanner-tools">
        <AttachedScanners {...tools} mayAdd={supervised} />
        {supervised && <MeasureScanner {...tools} last={readings.tried[0]} />}
        <ScannerSetup />
        <section aria-labelledby="samples">
          <h2 id="samples">{say.samplesTitle}</h2>
          <Samples />
        </section>
        <SoundTest sound={state.sound} display={state.display} />
      </div>
    </div>
  );
}
