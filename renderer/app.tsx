import { useEffect, useState } from 'react';
import type { BridgeClient } from '../shared/bridge/bridge.ts';
import { useGuard } from './lockdown/use-guard.ts';
import type { CameraState } from './scanner/scanner-state.ts';
import { useScanners } from './scanner/use-scanners.ts';
import { FaultScreen } from './screens/fault/fault-screen.tsx';
import { ScanScreen } from './screens/scan/scan-screen.tsx';
import { SetupScreen } from './screens/setup/setup-screen.tsx';
import { StaffScreen } from './screens/staff/staff-screen.tsx';
import { StartingScreen } from './screens/starting-screen.tsx';
import { useResultSounds } from './sound/use-result-sounds.ts';
import { screenOf } from './state/screen.ts';
import { useKioskState } from './state/use-kiosk-state.ts';
import { useReadings } from './state/use-readings.ts';
import { useScanFlow } from './state/use-scan-flow.ts';
import { useStaffArea } from './state/use-staff-area.ts';

/** The whole page: one switch from the core's state to the screen that is shown. */
export function App({ kiosk }: { kiosk: BridgeClient }) {
  const { state, reachable } = useKioskState(kiosk);
  const scans = useScanFlow(kiosk, reachable);
  const staff = useStaffArea(kiosk);
  const [camera, setCamera] = useState<CameraState>({ is: 'starting' });

  // After a fault or a first set-up, and when the page has just loaded, the kiosk belongs to the visitors.
  const under = state?.screen ?? null;
  const { close: closeStaff } = staff;
  useEffect(() => {
    if (under) closeStaff();
  }, [under, closeStaff]);

  const readings = useReadings({
    surroundings: { area: staff.area.is, screen: under },
    submit: scans.submit,
    closePinPad: closeStaff,
  });
  const scanners = useScanners({
    settings: state?.scanner ?? null,
    codePattern: state?.display.codePattern ?? '',
    onReading: readings.onReading,
  });
  useResultSounds(scans);
  // Until the core has spoken, anybody may be standing in front of the kiosk.
  const locked = state?.locked ?? true;
  useGuard(locked);

  const screen = screenOf(state, staff.area.is !== 'closed');
  if (!state || screen === 'starting') return <StartingScreen />;
  const shown = { state, reachable, camera, readings };
  switch (screen) {
    case 'setup':
      return <SetupScreen kiosk={kiosk} lockedDown={locked} />;
    case 'fault':
      return <FaultScreen fault={state.fault} onStaff={staff.ask} />;
    case 'staff':
      return <StaffScreen {...shown} kiosk={kiosk} scanners={scanners} staff={staff} />;
    case 'scan':
      return <ScanScreen {...shown} scans={scans} onCamera={setCamera} onStaff={staff.ask} />;
  }
}
