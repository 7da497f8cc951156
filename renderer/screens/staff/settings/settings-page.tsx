import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { LogoField } from '../../../settings-form/logo-field.tsx';
import { SettingsForm } from '../../../settings-form/settings-form.tsx';
import { StewardPin } from '../../../settings-form/steward-pin.tsx';
import { WipeDevice } from './wipe-device.tsx';

type Props = {
  kiosk: BridgeClient;
  /** The path of the organiser's logo; null if there is none. */
  logo: string | null;
  onLocked: () => void;
};

/** Where staff change the settings, and wipe the device when the event is over. */
export function SettingsPage({ kiosk, logo, onLocked }: Props) {
  return (
    <div className="settings-page">
      <SettingsForm kiosk={kiosk} testAlways={false} onLocked={onLocked} />
      <StewardPin kiosk={kiosk} onLocked={onLocked} />
      <LogoField kiosk={kiosk} shown={logo} onLocked={onLocked} />
      <WipeDevice kiosk={kiosk} onLocked={onLocked} />
    </div>
  );
}
