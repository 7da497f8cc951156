import type { ConnectionProblem } from '../../shared/bridge/connection-problem.ts';
import type { HostProblem } from '../../shared/bridge/hub-host.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import type { ProvisioningProblem } from '../../shared/bridge/provisioning.ts';
import type { KeptSource } from '../../shared/bridge/scan-source.ts';
import type { StartProblem } from '../../shared/bridge/start-problem.ts';
import type { StorageProblem } from '../../shared/bridge/storage-problem.ts';
import type { Trouble } from '../../shared/bridge/trouble.ts';
import type { WindowSystem } from '../../shared/bridge/window-system.ts';
import type { CheckState } from '../../shared/preflight/findings.ts';
import type {
  Connection,
  Kind,
  Outcome,
  Reason,
  RejectionReason,
} from '../../shared/scan/outcome.ts';
import type { ScannerLayout } from '../../shared/scan/scanner-layouts.ts';
import type { Dismissal, Standing } from '../../shared/scan/standing.ts';
import type { ScreenChoice, ScreenSetting } from '../../shared/settings/screen-settings.ts';
import type { Accepts } from '../../shared/settings/setting-kinds.ts';
import type { SettingFault } from '../../shared/settings/setting-problem.ts';
import type { Language } from '../../shared/words/languages.ts';
import type { CodeDoubt, ScannerReading, WedgeDoubt } from '../scanner/scanner-reading.ts';
import type { CameraState, DeviceState } from '../scanner/scanner-state.ts';
import type { SoundName } from '../sound/sound-of.ts';
import type { Texts } from './words.ts';

type ScannerSide = KioskState['display']['scannerSide'];

type CameraProblem = Extract<CameraState, { is: 'failed' }>['problem'];

/** The parts of the English catalogue. */
type Problems = Texts['problems'];
type Settings = Texts['settings'];
type Staff = Texts['staff'];
type Facts = Texts['facts'];
type ScannerTest = Texts['scannerTest'];

/** A part of the catalogue that has a text for each of these codes, and for no other. Any other part doesn't compile. */
type ForEach<Code extends string, Part extends Record<Code, string> & NothingBut<Code, Part>> = [
  Code,
  Part,
];

/** A part of the catalogue that has a text for some of these codes, and for no other. */
type ForSome<Code extends string, Part extends NothingBut<Code, Part>> = [Code, Part];

type NothingBut<Code extends string, Part> = { [Other in Exclude<keyof Part, Code>]: never };

/**
 * The codes that the page puts into words. A new code doesn't compile here until the catalogue has a text for it, and a
 * text whose code is gone doesn't either.
 */
export type TextsByCode = [
  ForEach<SettingFault, Problems['setting']>,
  ForEach<Accepts['is'], Problems['accepts']>,
  ForEach<StartProblem['is'], Problems['start']>,
  ForEach<HostProblem['is'], Texts['hubHost']['problem']>,
  // A kiosk without a camera has its scanner, so visitors are not told.
  ForEach<Exclude<CameraProblem, 'none'>, Texts['idle']['cameraProblem']>,
  ForEach<RejectionReason, Texts['result']['rejected']>,
  ForEach<Connection, Texts['edge']['saved']>,
  ForEach<ScreenSetting, Settings['labels']>,
  ForSome<ScreenSetting, Settings['hints']>,
  // `choice-words.ts` says what an empty choice is called.
  ForEach<
    | Exclude<ScreenChoice, ScannerLayout | Language | KioskState['display']['hand'] | ''>
    | ScannerSide
    // Two lists have a choice of this name, and each has words of its own.
    | 'auto'
    | 'unset',
    Settings['options']
  >,
  ForEach<KioskState['display']['hand'], Settings['hands']>,
  ForEach<Exclude<ConnectionProblem, Trouble>, Settings['problems']>,
  ForEach<ProvisioningProblem, Texts['provisioning']['problem']>,
  ForEach<Kind, Staff['kind']>,
  ForEach<Outcome, Staff['outcome']>,
  ForEach<Reason, Staff['reason']>,
  ForEach<Standing, Texts['scans']['standings']>,
  ForEach<Dismissal, Texts['scans']['dismissals']>,
  ForEach<Exclude<KeptSource, ScannerReading['source']>, Texts['scans']['source']>,
  ForEach<ScannerReading['source'], ScannerTest['source']>,
  ForEach<Exclude<WedgeDoubt, 'too-short'> | CodeDoubt, ScannerTest['doubt']>,
  ForEach<ScannerLayout, ScannerTest['layoutNames']>,
  ForEach<Kind, ScannerTest['sent']>,
  // A tick is too quiet to be missed.
  ForEach<Exclude<SoundName, 'tick'>, Texts['sound']['cues']>,
  ForEach<CheckState, Texts['preflight']['states']>,
  ForEach<StorageProblem, Facts['notSavedDo']>,
  ForEach<Connection, Facts['connection']>,
  ForSome<Reason, Facts['connectionDo']>,
  ForEach<Trouble, Facts['trouble']>,
  ForEach<Exclude<CameraState['is'], 'failed'> | CameraProblem, Facts['cameraState']>,
  ForEach<DeviceState['is'], Facts['scannerState']>,
  ForEach<WindowSystem, Facts['windowSystem']>,
];
