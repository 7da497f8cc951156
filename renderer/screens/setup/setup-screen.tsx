import './setup.css';
import { useCallback, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { LanguageButton } from '../../languages/language-button.tsx';
import { LanguageChooser } from '../../languages/language-chooser.tsx';
import { ProvisioningPanel } from '../../provisioning/provisioning-panel.tsx';
import { SettingsForm } from '../../settings-form/settings-form.tsx';
import { useStayOpen } from '../../state/use-person.ts';
import type { Readings } from '../../state/use-readings.ts';
import { availableLanguages } from '../../words/load-words.ts';
import { useWords } from '../../words/use-words.ts';
import { PinPad } from '../pin-pad/pin-pad.tsx';
import { useLeave } from '../use-leave.ts';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
};

/** The first screen of a new kiosk. A kiosk that was set up before shows it behind its PIN if its settings are bad. */
export function SetupScreen({ kiosk, state, readings }: Props) {
  const words = useWords();
  const [locked, setLocked] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const lock = useCallback(() => setLocked(true), []);
  const [leaving, leave] = useLeave(kiosk, lock);
  useStayOpen(kiosk, !locked);
  if (locked) {
    return (
      <main data-screen="setup">
        <PinPad
          kiosk={kiosk}
          above={words.setup.locked}
          needs="supervisor"
          onUnlocked={() => setLocked(false)}
          back={null}
        />
      </main>
    );
  }
  return (
    <main data-screen="setup" className="setup">
      <div className="page">
        <header>
          <h1>{words.setup.headline}</h1>
          <p>{words.setup.below}</p>
          <div className="ends">
            <LanguageButton onOpen={() => setChoosing(true)} />
            {/* A page that is locked can be left in no other way. */}
            {state.locked && (
              <button type="button" className="bare" onClick={leave}>
                {words.staff.leave}
              </button>
            )}
          </div>
          <p role="status">{leaving}</p>
        </header>
        <ProvisioningPanel kiosk={kiosk} state={state} readings={readings} onLocked={lock} />
        <SettingsForm kiosk={kiosk} testAlways onLocked={lock} />
      </div>
      {choosing && (
        <LanguageChooser offered={availableLanguages()} onClose={() => setChoosing(false)} />
      )}
    </main>
  );
}
