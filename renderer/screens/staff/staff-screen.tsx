import './staff.css';
import { useState } from 'react';
import type { BridgeClient, KioskState } from '../../../shared/bridge/bridge.ts';
import { startSentence } from '../../../shared/words/problem-sentences.ts';
import type { ScannerReading } from '../../scanner/scanner-reading.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import type { Scanners } from '../../scanner/use-scanners.ts';
import { SettingsForm } from '../../settings-form/settings-form.tsx';
import { useInactivity, useStayOpen } from '../../state/use-person.ts';
import { useWords } from '../../words/use-words.ts';
import { PinPad } from '../pin-pad/pin-pad.tsx';
import { useLeave } from '../use-leave.ts';
import { OverviewPage } from './overview/overview-page.tsx';
import { ScannerPage } from './scanner-test/scanner-page.tsx';
import { WipeDevice } from './settings/wipe-device.tsx';

/** Staff who touch nothing for this long have gone; the kiosk is the visitors' again. */
const LOCKS_AFTER_MS = 120_000;

/** Anybody can open the PIN pad and walk off; the next visitor needn't know what it is. */
const PIN_WAITS_MS = 20_000;

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  scanners: Scanners;
  /** What was scanned since the area was opened, newest first. */
  tried: readonly ScannerReading[];
  onReading: (reading: ScannerReading) => void;
  /** The PIN is asked for. */
  locked: boolean;
  onUnlocked: () => void;
  onLocked: () => void;
  onClose: () => void;
};

/** The staff area: its PIN, then what is so and what to do, and the settings. */
export function StaffScreen(props: Props) {
  const { kiosk, state, reachable, camera, scanners, tried, onReading } = props;
  const { locked, onUnlocked, onLocked, onClose } = props;
  // A kiosk that can't start has nothing to look at, but settings to change, and can be left.
  const works = state.screen === 'scan';
  const [page, setPage] = useState<'overview' | 'scanner' | 'settings'>(
    works ? 'overview' : 'settings',
  );
  const [leaving, leave] = useLeave(kiosk, onLocked);
  useInactivity(locked ? PIN_WAITS_MS : LOCKS_AFTER_MS, onClose);
  useStayOpen(kiosk, !locked);
  const words = useWords();
  const say = words.staff;
  const fault = state.fault && startSentence(words.problems, state.fault);

  if (locked) {
    return (
      <main data-screen="staff">
        <PinPad kiosk={kiosk} above={null} onUnlocked={onUnlocked} onBack={onClose} />
      </main>
    );
  }
  const tab = (name: typeof page, label: string) => (
    <button
      type="button"
      className="bare tab"
      aria-current={page === name ? 'page' : undefined}
      onClick={() => setPage(name)}
    >
      {label}
    </button>
  );
  return (
    <main data-screen="staff" className="staff">
      <header>
        <h1 className="unseen">{say.headline}</h1>
        <nav aria-label={say.headline}>
          {works && tab('overview', say.overview)}
          {works && tab('scanner', say.scanner)}
          {tab('settings', say.settings)}
        </nav>
        <div className="ends">
          <button type="button" className="bare" onClick={leave}>
            {say.leave}
          </button>
          <button type="button" className="main" onClick={onClose}>
            {say.lock}
          </button>
        </div>
      </header>
      <p role="status" className="leaving">
        {leaving ?? fault}
      </p>
      {page === 'overview' && (
        <OverviewPage
          kiosk={kiosk}
          state={state}
          reachable={reachable}
          camera={camera}
          scanners={scanners}
          onLocked={onLocked}
        />
      )}
      {page === 'scanner' && (
        <ScannerPage
          kiosk={kiosk}
          settings={state.scanner}
          camera={state.camera}
          codePattern={state.display.codePattern}
          scanners={scanners}
          tried={tried}
          onReading={onReading}
          onLocked={onLocked}
        />
      )}
      {page === 'settings' && (
        <div className="settings-page">
          <SettingsForm kiosk={kiosk} testAlways={false} onLocked={onLocked} />
          <WipeDevice kiosk={kiosk} onLocked={onLocked} />
        </div>
      )}
    </main>
  );
}
