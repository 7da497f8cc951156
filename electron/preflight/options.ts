import { isEasyPin } from '../../shared/settings/easy-pin.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { NO_ANSWER } from '../core/preflight/in-time.ts';
import type { PinFacts } from '../core/preflight/pin.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import type { Clock } from '../core/system/clock.ts';
import { type GivenSettings, parseFlags, readGiven } from '../process/command-line.ts';
import { HELP_FLAG } from '../process/flags.ts';
import { DeviceSettings } from '../settings/device-settings.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { fileKeyStore, type StoredKey } from '../settings/key-store.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { FolderError, FolderProcess } from './folder-process.ts';

export type PreflightOptions = {
  /** Null if too few are known, because what was saved can't be read. */
  settings: CoreSettings | null;
  /** Whether a setting names the venue's zone. */
  zoneIsSet: boolean;
  dataDir: string;
  /** What the device is called in logs; null if it has no name yet. */
  deviceId: string | null;
  /** Reads and writes in the data folder. */
  folder: FolderProcess;
  /** Why what was saved can't be read, in a sentence; null if it was read. */
  unread: string | null;
  /** Whether the device has a line for a hub that only its own shell can read. */
  joinLineIsSealed: boolean;
};

/** What was saved in the data folder. */
type Saved = {
  texts: SettingTexts;
  key: StoredKey | null;
  joinLine: string | null;
  joinLineIsSealed: boolean;
  deviceId: string | null;
};

const NOTHING_SAVED: Saved = {
  texts: {},
  key: null,
  joinLine: null,
  joinLineIsSealed: false,
  deviceId: null,
};

/**
 * Reads the command line, the environment and what was saved in the data folder, as the gate does, but changes nothing
 * there. It removes the secrets from `env`. If the folder can't be read, what was given from outside is all there is.
 *
 * @throws BadSettingError
 */
export async function readPreflightOptions(
  args: string[],
  env: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<PreflightOptions | 'help'> {
  const environment = takeEnvironment(env);
  const values = parseFlags(args, HELP_FLAG);
  if (values.help) return 'help';
  const given = readGiven(values, environment, env);
  const { dataDir } = given;
  const folder = new FolderProcess(env, clock);
  const { saved, unread } = await readSaved(folder, dataDir);
  const { forCore, forScreen } = settingsFrom(given, saved);
  if (!forCore.ok && unread === null) {
    const sentence = settingSentence(IN_ENGLISH, forCore);
    const hasNoAddress = forCore.setting === 'baseUrl' && forCore.why === 'missing';
    throw new BadSettingError(hasNoAddress ? `${sentence}. ${noKioskIn(dataDir)}` : sentence);
  }
  return {
    settings: forCore.ok ? forCore.settings : null,
    zoneIsSet: forScreen.timeZone !== null,
    dataDir,
    deviceId: forScreen.deviceId ?? saved.deviceId,
    folder,
    unread,
    joinLineIsSealed: saved.joinLineIsSealed,
  };
}

/** What somebody has to know who meant a kiosk that is set up already. */
function noKioskIn(dataDir: string): string {
  return `No kiosk has been set up in ${dataDir}: name the folder of one that has by --data-dir`;
}

async function readSaved(
  folder: FolderProcess,
  dataDir: string,
): Promise<{ saved: Saved; unread: string | null }> {
  try {
    const saved = await folder.ask('saved', dataDir);
    if (saved !== NO_ANSWER) return { saved, unread: null };
    return { saved: NOTHING_SAVED, unread: `The disk of ${dataDir} does not answer.` };
  } catch (error) {
    if (error instanceof BadSettingError || !(error instanceof FolderError)) throw error;
    return { saved: NOTHING_SAVED, unread: error.message };
  }
}

function settingsFrom(given: GivenSettings, { texts, key, joinLine }: Saved): DeviceSettings {
  const store = fileKeyStore(given.dataDir);
  const keyStore = {
    ...store,
    load: () => key,
    joinLine: { ...store.joinLine, load: () => joinLine },
  };
  return new DeviceSettings({ ...given, keyStore, readSaved: () => texts });
}

/**
 * What is known of the PIN that is kept, or of the one that the first start of a kiosk will set. A PIN whose file alone can't
 * be read opens nothing, whatever the reason.
 */
export async function readPin(options: PreflightOptions): Promise<PinFacts | typeof NO_ANSWER> {
  const { folder, dataDir, settings, unread } = options;
  if (unread !== null) return NO_ANSWER;
  const given = settings?.staffPin ?? null;
  const kept = await folder
    .ask('pin', dataDir)
    .catch((error: unknown) =>
      error instanceof FolderError
        ? ({ isSet: false, isLost: true, isEasy: null } as const)
        : NO_ANSWER,
    );
  if (kept === NO_ANSWER || kept.isSet || given === null) return kept;
  return { isSet: true, isLost: false, isEasy: isEasyPin(given) };
}
