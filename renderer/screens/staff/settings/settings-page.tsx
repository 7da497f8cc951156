import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { SettingsForm } from '../../../settings-form/settings-form.tsx';
import { WipeDevice } from './wipe-device.tsx';

type Props = { kiosk: BridgeClient; onLocked: () => void };

/** Where staff change the settings, and wipe the device when the event is over. */
export function SettingsPage({ kiosk, onLocked }: Props) {
  return (
    <div className="settings-page">
      <SettingsForm kiosk={kiosk} testAlways={false} onLocked={onLocked} />
      <WipeDevice kiosk={kiosk} onLocked={onLocked} />
    </div>
  );
}
