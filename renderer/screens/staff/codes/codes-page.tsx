import './codes.css';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { CodesFields } from './codes-fields.tsx';
import { MadeSheet } from './made-sheet.tsx';
import { useCodesForm } from './use-codes-form.ts';

type Props = { kiosk: BridgeClient; state: KioskState; onLocked: () => void };

/** Where a supervisor makes a sheet of set-up codes for other devices, and prints or saves it. */
export function CodesPage({ kiosk, state, onLocked }: Props) {
  const form = useCodesForm({ kiosk, timeZone: state.display.timeZone, onLocked });
  return (
    <div className="codes-page">
      {form.made ? (
        <MadeSheet
          kiosk={kiosk}
          made={form.made}
          lockedDown={state.locked}
          onAgain={form.again}
          onLocked={onLocked}
        />
      ) : (
        <CodesFields form={form} />
      )}
    </div>
  );
}
