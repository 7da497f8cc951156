import './staff.css';
import { useCallback, useState } from 'react';
import type { BridgeClient, KioskState } from '../../shared/bridge.ts';
import type { CameraState } from '../scanner/camera-state.ts';
import { SettingsForm } from '../settings/settings-form.tsx';
import { useInactivity } from '../state/time.ts';
import { WORDS } from '../words.ts';
import { OverviewPage } from './overview-page.tsx';
import { PinPad } from './pin-pad.tsx';
import { WipeDevice } from './wipe-device.tsx';

/** Staff who touch nothing for this long have gone; the kiosk is the visitors' again. */
const LOCKS_AFTER_MS = 120_000;

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  onClose: () => void;
};

/** The staff area: its PIN, then what is so and what to do, and the settings. */
export function StaffScreen({ kiosk, state, reachable, camera, onClose }: Props) {
  const [locked, setLocked] = useState(true);
  const [page, setPage] = useState<'overview' | 'settings'>('overview');
  const [leaving, setLeaving] = useState<string | null>(null);
  const onLocked = useCallback(() => setLocked(true), []);
  const lock = () => {
    // Whatever the core says to it, nothing of the staff area stays on the screen.
    kiosk.lockStaff({}).catch(() => undefined);
    onClose();
  };
  useInactivity(LOCKS_AFTER_MS, lock);
  const say = WORDS.staff;

  async function leave() {
    const answer = await kiosk.leave({});
    if (answer.ok) return;
    if (answer.problem === 'locked') return onLocked();
    setLeaving(say.leaveElsewhere);
  }

  if (locked) {
    return (
      <main data-screen="staff">
        <PinPad kiosk={kiosk} above={null} onUnlocked={() => setLocked(false)} onBack={lock} />
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
          {tab('overview', say.overview)}
          {tab('settings', say.settings)}
        </nav>
        <div className="ends">
          <button
            type="button"
            className="bare"
            onClick={() => leave().catch(() => setLeaving(say.noAnswer))}
          >
            {say.leave}
          </button>
          <button type="button" className="main" onClick={lock}>
            {say.lock}
          </button>
        </div>
      </header>
      <p role="status" className="leaving">
        {leaving}
      </p>
      {page === 'overview' ? (
        <OverviewPage
          kiosk={kiosk}
          state={state}
          reachable={reachable}
          camera={camera}
          onLocked={onLocked}
        />
      ) : (
        <div className="settings-page">
          <SettingsForm kiosk={kiosk} testAlways={false} onLocked={onLocked} />
          <WipeDevice kiosk={kiosk} onLocked={onLocked} />
        </div>
      )}
    </main>
  );
}
