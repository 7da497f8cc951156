import { useEffect, useState } from 'react';
import type { BridgeClient } from '../shared/bridge/bridge.ts';
import type { KioskState } from '../shared/bridge/kiosk-state.ts';
import type { Language } from '../shared/words/languages.ts';
import { useTheme } from './brand/use-theme.ts';
import { ShownLanguage } from './languages/shown-language.tsx';
import { useGuard } from './lockdown/use-guard.ts';
import type { CameraState } from './scanner/scanner-state.ts';
import { type Scanners, useScanners } from './scanner/use-scanners.ts';
import { FaultScreen } from './screens/fault/fault-screen.tsx';
import { ScanScreen } from './screens/scan/scan-screen.tsx';
import { SetupScreen } from './screens/setup/setup-screen.tsx';
import { StaffScreen } from './screens/staff/staff-screen.tsx';
import { StartingScreen } from './screens/starting-screen.tsx';
import { useResultSounds } from './sound/use-result-sounds.ts';
import { screenOf } from './state/screen.ts';
import { useKeptFocus } from './state/use-kept-focus.ts';
import { useKioskState } from './state/use-kiosk-state.ts';
import { type Readings, useReadings } from './state/use-readings.ts';
import { type Scans, useScanFlow } from './state/use-scan-flow.ts';
import { type StaffAreaControls, useStaffArea } from './state/use-staff-area.ts';

/** The check that follows a set-up, and the staff PIN that was chosen in it; null if that was set already. */
type FirstCheck = { pin: string | null };

/** Until the core has spoken, nobody can choose a language. */
const NO_OTHERS: readonly Language[] = [];

/** The whole page: one switch from the core's state to the screen that is shown. */
export function App({ kiosk }: { kiosk: BridgeClient }) {
  const { state, reachable } = useKioskState(kiosk);
  const { resultsStay: stay = false, hideNames = false } = state?.display ?? {};
  const forSteward = state?.display.layout === 'steward';
  const closed = Boolean(state?.closure);
  const scans = useScanFlow(kiosk, { reachable, stay, hideNames, closed, forSteward });
  const staff = useStaffArea(kiosk);
  const [camera, setCamera] = useState<CameraState>({ is: 'starting' });

  // After a fault or a first set-up, and when the page has just loaded, the kiosk belongs to the visitors.
  const under = state?.screen ?? null;
  const { close: closeStaff, openCheck } = staff;
  const [firstCheck, setFirstCheck] = useState<FirstCheck | null>(null);
  useEffect(() => {
    if (under) closeStaff();
  }, [under, closeStaff]);
  // Whoever has set the kiosk up and wants to check it needn't enter the PIN that they have just chosen.
  useEffect(() => {
    if (!firstCheck || under === 'setup') return;
    setFirstCheck(null);
    // A kiosk that can't start may do so once they have left.
    if (under !== 'scan') return;
    void openCheck(firstCheck.pin);
  }, [under, firstCheck, openCheck]);

  const readings = useReadings({
    surroundings: { area: staff.area.is, screen: under },
    submit: scans.submit,
    notice: scans.notice,
    closePinPad: closeStaff,
  });
  const scanners = useScanners({
    settings: state?.scanner ?? null,
    codePattern: state?.display.codePattern ?? '',
    onReading: readings.onReading,
    onCodeEnd: readings.onCodeEnd,
  });
  useResultSounds(scans, state?.sound.volume ?? 1);
  // Until the core has spoken, anybody may be standing in front of the kiosk.
  const locked = state?.locked ?? true;
  useGuard(locked);
  useKeptFocus();

  const { theme = 'system', accent = null, hand = 'right' } = state?.display ?? {};
  useTheme({ theme, accent });
  useEffect(() => {
    document.documentElement.dataset.hand = hand;
  }, [hand]);

  const screen = screenOf(state, staff.area.is !== 'closed');
  const { picture: shown } = scans.view;
  return (
    <ShownLanguage
      own={state?.display.language ?? null}
      offered={state?.display.offeredLanguages ?? NO_OTHERS}
      timeZone={state?.display.timeZone ?? 'UTC'}
      forVisitors={screen === 'scan' || screen === 'fault'}
      result={shown.is === 'result' ? shown.result.sequence : null}
    >
      {state && screen !== 'starting' ? (
        <Screen
          {...{ screen, kiosk, state, reachable, camera, readings, scanners, scans, staff }}
          onCamera={setCamera}
          onSetUpToCheck={(pin) => setFirstCheck({ pin })}
        />
      ) : (
        <StartingScreen />
      )}
    </ShownLanguage>
  );
}

type ScreenProps = {
  screen: Exclude<ReturnType<typeof screenOf>, 'starting'>;
  kiosk: BridgeClient;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  readings: Readings;
  scanners: Scanners;
  scans: Scans;
  staff: StaffAreaControls;
  onCamera: (state: CameraState) => void;
  /** Called once the kiosk was set up by somebody who wants to check it at once. */
  onSetUpToCheck: (pin: string | null) => void;
};

function Screen(props: ScreenProps) {
  const { screen, kiosk, scanners, scans, staff, onCamera, onSetUpToCheck, ...shown } = props;
  switch (screen) {
    case 'setup':
      return (
        <SetupScreen
          kiosk={kiosk}
          state={shown.state}
          readings={shown.readings}
          onToCheck={onSetUpToCheck}
        />
      );
    case 'fault':
      return <FaultScreen fault={shown.state.fault} onStaff={staff.ask} />;
    case 'staff':
      return <StaffScreen {...shown} kiosk={kiosk} scanners={scanners} staff={staff} />;
    case 'scan':
      return <ScanScreen {...shown} scans={scans} onCamera={onCamera} onStaff={staff.ask} />;
  }
}
