import { type RefObject, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { HubSection } from '../../../provisioning/hub-section.tsx';
import { ProvisioningSection } from '../../../provisioning/provisioning-section.tsx';
import type { Typed } from '../../../settings-form/form-values.ts';
import { LogoField } from '../../../settings-form/logo-field.tsx';
import { SettingsForm } from '../../../settings-form/settings-form.tsx';
import { StewardPin } from '../../../settings-form/steward-pin.tsx';
import type { Readings } from '../../../state/use-readings.ts';
import { HubHostSection } from '../hub-host/hub-host-section.tsx';
import { useHubHost } from '../hub-host/use-hub-host.ts';
import { RefusingHub } from '../venue/refusing-hub.tsx';
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
  // What a code has changed is loaded anew. One for a hub alone leaves the form with what was typed there.
  const [changes, setChanges] = useState({ ofForm: 0, ofHub: 0 });
  // Only one of them is open, since both take what any scanner reads.
  const [open, setOpen] = useState<'set-up' | 'hub' | null>(null);
  const toggle = (panel: 'set-up' | 'hub') => setOpen(open === panel ? null : panel);
  const onDone = (brought: 'set-up' | 'hub') => {
    if (brought === 'set-up') unsaved.current = {};
    const { ofForm, ofHub } = changes;
    setChanges({ ofForm: ofForm + (brought === 'set-up' ? 1 : 0), ofHub: ofHub + 1 });
  };
  const host = useHubHost(kiosk, onLocked);
  const taking = { kiosk, state, readings, onDone, onLocked };
  return (
    <div className="settings-page">
      {state.hasHub && <RefusingHub kiosk={kiosk} onLocked={onLocked} />}
      <ProvisioningSection
        {...taking}
        isOpen={open === 'set-up'}
        onToggle={() => toggle('set-up')}
      />
      <SettingsForm
        key={changes.ofForm}
        kiosk={kiosk}
        testAlways={false}
        unsaved={unsaved}
        onLocked={onLocked}
      />
      <HubSection
        {...taking}
        version={changes.ofHub}
        isOpen={open === 'hub'}
        onToggle={() => toggle('hub')}
        hosts={host.view !== null && host.view.is !== 'off'}
      />
      <HubHostSection
        kiosk={kiosk}
        host={host}
        timeZone={state.display.timeZone}
        onHosted={() => setChanges(({ ofForm, ofHub }) => ({ ofForm, ofHub: ofHub + 1 }))}
        onLocked={onLocked}
      />
      <StewardPin kiosk={kiosk} onLocked={onLocked} />
      <LogoField kiosk={kiosk} shown={logo} onLocked={onLocked} />
      <WipeDevice kiosk={kiosk} state={state} onLocked={onLocked} />
    </div>
  );
}
