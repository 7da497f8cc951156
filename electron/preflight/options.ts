import type { CoreSettings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { plainStartError } from '../core/outbox/start-problem.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { claimFolder } from '../core/system/private-folder.ts';
import { parseFlags, readGiven } from '../process/command-line.ts';
import { HELP_FLAG } from '../process/flags.ts';
import { DeviceSettings } from '../settings/device-settings.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { fileKeyStore } from '../settings/key-store.ts';

export type PreflightOptions = {
  settings: CoreSettings;
  /** Whether a setting names the venue's zone. */
  zoneIsSet: boolean;
  dataDir: string;
};

/**
 * Reads the command line, the environment and what was saved in the data folder, as the gate does. It removes the
 * secrets from `env`. A folder that can't be written is left to the check of the disk.
 *
 * @throws BadSettingError
 * @throws CannotStartError if what is saved in the data folder can't be read
 */
export function readPreflightOptions(
  args: string[],
  env: NodeJS.ProcessEnv,
): PreflightOptions | 'help' {
  const environment = takeEnvironment(env);
  const values = parseFlags(args, HELP_FLAG);
  if (values.help) return 'help';
  const given = readGiven(values, environment, env);
  const { dataDir } = given;
  try {
    claimFolder(dataDir);
  } catch (error) {
    if (error instanceof BadSettingError) throw error;
  }
  const device = readSettings({ ...given, keyStore: fileKeyStore(dataDir) });
  const { forCore, forScreen } = device;
  if (!forCore.ok) throw new BadSettingError(settingSentence(IN_ENGLISH, forCore));
  return { settings: forCore.settings, zoneIsSet: forScreen.timeZone !== null, dataDir };
}

function readSettings(given: ConstructorParameters<typeof DeviceSettings>[0]): DeviceSettings {
  try {
    return new DeviceSettings(given);
  } catch (error) {
    throw plainStartError(given.dataDir, error);
  }
}
