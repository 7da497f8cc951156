import { type RefObject, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { ProvisioningSection } from '../../../provisioning/provisioning-section.tsx';
import type { Typed } from '../../../settings-form/form-values.ts';
import { LogoField } from '../../../settings-form/logo-field.tsx';
import { SettingsForm } from '../../../settings-form/settings-form.tsx';
import { StewardPin } from '../../../settings-form/steward-pin.tsx';
import type { Readings } from '../../../state/use-readings.ts';
import { WipeDevice } from './wipe-device.tsx';

type Props = {
  kiosk: BridgeClient;
  /** The path of the organiser's logo; null if there is none. */
  logo: string | null;
  state: KioskState;
  readings: Readings;
  /** What was typed here before another page was opened, and isn't saved. */
  unsaved: RefObject<Typed>;
  onLocked: () => void;
};

/** Where staff change the settings, and wipe the device when the event is over. */
export function SettingsPage({ kiosk, logo, state, readings, unsaved, onLocked }: Props) {
  // The form loads the settings anew once a code has changed them.
  const [provisioned, setProvisioned] = useState(0);
  return (
    <div className="settings-page">
      <ProvisioningSection
        kiosk={kiosk}
        state={state}
        readings={readings}
        onDone={() => {
          unsaved.current = {};
          setProvisioned(provisioned + 1);
        }}
        onLocked={onLocked}
      />
      <SettingsForm
        key={provisioned}
        kiosk={kiosk}
        testAlways={false}
        unsaved={unsaved}
        onLocked={onLocked}
      />
      <StewardPin kiosk={kiosk} onLocked={onLocked} />
      <LogoField kiosk={kiosk} shown={logo} onLocked={onLocked} />
      <WipeDevice kiosk={kiosk} onLocked={onLocked} />
    </div>
  );
}
