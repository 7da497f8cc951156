import type { CoreSettings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { plainStartError } from '../core/outbox/start-problem.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { claimFolder } from '../core/system/private-folder.ts';
import { type GivenSettings, parseFlags, readGiven } from '../process/command-line.ts';
import { HELP_FLAG, wholeNumber } from '../process/flags.ts';
import { DeviceSettings } from '../settings/device-settings.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { fileKeyStore } from '../settings/key-store.ts';

export type GateOptions = {
  /** How long to go on sending after the end of the input, milliseconds. */
  drainMs: number;
  sendRejected: boolean;
  resume: boolean;
  settings: CoreSettings;
  dataDir: string;
};

const OWN_FLAGS = {
  ...HELP_FLAG,
  'drain-ms': { type: 'string' },
  'send-rejected': { type: 'boolean' },
  resume: { type: 'boolean' },
} as const;

/**
 * Reads the gate's command line, its environment and what was saved in its data folder. It removes the secrets from
 * `env`.
 *
 * @throws BadSettingError
 * @throws CannotStartError if what is saved in the data folder can't be read
 */
export function readGateOptions(args: string[], env: NodeJS.ProcessEnv): GateOptions | 'help' {
  const environment = takeEnvironment(env);
  const values = parseFlags(args, OWN_FLAGS);
  if (values.help) return 'help';
  const given = readGiven(values, environment, env);
  const drainMs = wholeNumber('--drain-ms', values['drain-ms'], {
    max: 86_400_000,
    fallback: 10_000,
  });
  const { forCore } = savedAndGiven(given);
  if (!forCore.ok) throw new BadSettingError(settingSentence(IN_ENGLISH, forCore));
  return {
    drainMs,
    sendRejected: values['send-rejected'] === true,
    resume: values.resume === true,
    settings: forCore.settings,
    dataDir: given.dataDir,
  };
}

function savedAndGiven(given: GivenSettings): DeviceSettings {
  const { dataDir } = given;
  try {
    claimFolder(dataDir);
    return new DeviceSettings({ ...given, keyStore: fileKeyStore(dataDir) });
  } catch (error) {
    throw plainStartError(dataDir, error);
  }
}
