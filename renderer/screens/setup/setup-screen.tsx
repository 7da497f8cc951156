import './setup.css';
import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { suffices } from '../../../shared/bridge/staff-role.ts';
import { ProvisioningPanel } from '../../provisioning/provisioning-panel.tsx';
import { SettingsForm } from '../../settings-form/settings-form.tsx';
import { useFormFields } from '../../settings-form/use-form-fields.ts';
import { useStayOpen } from '../../state/use-person.ts';
import type { Readings } from '../../state/use-readings.ts';
import { TypedByTouch } from '../../touch-keyboard/typed-by-touch.tsx';
import { useWords } from '../../words/use-words.ts';
import { PinPad } from '../pin-pad/pin-pad.tsx';
import { SetUpHeader } from './set-up-header.tsx';
import { SetUpWizard } from './set-up-wizard.tsx';
import { isFirstSetUp } from './wizard-steps.ts';

/** Whose PIN opens the set-up of a kiosk that was set up before. */
const NEEDS = 'supervisor';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  /** Called once the kiosk is set up by somebody who wants to check it, with the PIN that they have chosen, if any. */
  onToCheck: (pin: string | null) => void;
};

/**
 * The first screen of a new kiosk. A kiosk that was set up before asks for its PIN, and then shows the whole form, because
 * any of its settings may be the bad one.
 */
export function SetupScreen(props: Props) {
  const { kiosk } = props;
  const [locked, setLocked] = useState(false);
  const lock = useCallback(() => setLocked(true), []);
  useStayOpen(kiosk, !locked);
  const words = useWords();
  if (locked) {
    return (
      <main data-screen="setup">
        <PinPad
          kiosk={kiosk}
          above={words.setup.locked}
          needs={NEEDS}
          onUnlocked={(role) => setLocked(!suffices(role, NEEDS))}
          back={null}
        />
      </main>
    );
  }
  return (
    <main data-screen="setup" className="setup">
      <SetUp {...props} onLocked={lock} />
    </main>
  );
}

function SetUp({ onLocked, onToCheck, ...props }: Props & { onLocked: () => void }) {
  const { kiosk, state } = props;
  const fields = useFormFields(kiosk, onLocked);
  const { load, loaded } = fields;
  const [failed, setFailed] = useState(false);
  useEffect(() => void load().catch(() => setFailed(true)), [load]);
  const words = useWords();
  if (!loaded) return <p role="status">{failed ? words.staff.noAnswer : words.starting}</p>;
  if (isFirstSetUp(loaded.settings)) {
    return <SetUpWizard {...props} {...{ fields, onLocked, onToCheck }} />;
  }
  return (
    <TypedByTouch>
      <div className="page">
        <SetUpHeader kiosk={kiosk} lockedDown={state.locked} onLocked={onLocked} />
        <ProvisioningPanel {...props} onLocked={onLocked} />
        <SettingsForm kiosk={kiosk} testAlways onLocked={onLocked} />
      </div>
    </TypedByTouch>
  );
}
