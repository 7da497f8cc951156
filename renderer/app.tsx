import { useEffect, useState } from 'react';
import type { BridgeClient } from '../shared/bridge/bridge.ts';
import { guardFromScanners, guardPage } from './lockdown/guard-page.ts';
import type { CameraState } from './scanner/scanner-state.ts';
import { useScanners } from './scanner/use-scanners.ts';
import { FaultScreen } from './screens/fault/fault-screen.tsx';
import { ScanScreen } from './screens/scan/scan-screen.tsx';
import { SetupScreen } from './screens/setup/setup-screen.tsx';
import { StaffScreen } from './screens/staff/staff-screen.tsx';
import { useResultSounds } from './sound/use-result-sounds.ts';
import { screenOf } from './state/screen.ts';
import { useKioskState } from './state/use-kiosk-state.ts';
import { useReadings } from './state/use-readings.ts';
import { useScanFlow } from './state/use-scan-flow.ts';
import { useStaffArea } from './state/use-staff-area.ts';
import { useWords } from './words/use-words.ts';

/** The whole screen: one switch from the core's state to what is to be seen. */
export function App({ kiosk }: { kiosk: BridgeClient }) {
  const words = useWords();
  const { state, reachable } = useKioskState(kiosk);
  const { view, repeats, submit } = useScanFlow(kiosk, reachable);
  const { area, close: closeStaff, ...staff } = useStaffArea(kiosk);
  const [camera, setCamera] = useState<CameraState>({ is: 'starting' });
  const screen = screenOf(state, area.is !== 'closed');
  useResultSounds(view, repeats);

  // After a fault or a first set-up visitors come first again, and so they do on a page that is loaded anew.
  const under = state?.screen;
  useEffect(() => {
    if (under) closeStaff();
  }, [under, closeStaff]);

  const { onReading, tried } = useReadings({
    surroundings: { area: area.is, screen: under ?? null },
    submit,
    closePinPad: closeStaff,
  });
  const scanners = useScanners({
    settings: state?.scanner ?? null,
    codePattern: state?.display.codePattern ?? '',
    onReading,
  });

  // Until the core has spoken anybody may be standing there.
  const locked = state?.locked ?? true;
  useEffect(() => (locked ? guardPage(window) : guardFromScanners(window)), [locked]);

  if (!state || screen === 'starting') {
    return (
      <main>
        <div className="notice">
          <p>{words.starting}</p>
        </div>
      </main>
    );
  }
  switch (screen) {
    case 'setup':
      return <SetupScreen kiosk={kiosk} lockedDown={locked} />;
    case 'fault':
      return <FaultScreen fault={state.fault} onStaff={staff.ask} />;
    case 'staff':
      return (
        <StaffScreen
          kiosk={kiosk}
          state={state}
          reachable={reachable}
          camera={camera}
          scanners={scanners}
          tried={tried}
          onReading={onReading}
          locked={area.is === 'asks-pin'}
          onUnlocked={staff.onUnlocked}
          onLocked={staff.onLocked}
          onClose={closeStaff}
        />
      );
    case 'scan':
      return (
        <ScanScreen
          state={state}
          reachable={reachable}
          view={view}
          repeats={repeats}
          camera={camera}
          submit={submit}
          onReading={onReading}
          onCamera={setCamera}
          onStaff={staff.ask}
        />
      );
  }
}
