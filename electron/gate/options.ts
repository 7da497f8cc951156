import { missingMessage, type Settings } from '../../shared/settings.ts';
import type { CoreSettings } from '../core.ts';
import { BadSettingError, parseFlags, readGiven, wholeNumber } from '../settings/command-line.ts';
import { takeEnvironment } from '../settings/environment.ts';

export type GateOptions = {
  /** How long to go on sending after the input's end, milliseconds. */
  drainMs: number;
  sendRejected: boolean;
  settings: CoreSettings;
  dataDir: string;
};

const OWN_FLAGS = {
  help: { type: 'boolean', short: 'h' },
  'drain-ms': { type: 'string' },
  'send-rejected': { type: 'boolean' },
} as const;

/**
 * Reads the gate's command line and environment; takes the secrets out of `env`.
 *
 * @throws BadSettingError
 */
export function readGateOptions(args: string[], env: NodeJS.ProcessEnv): GateOptions | 'help' {
  const environment = takeEnvironment(env);
  const values = parseFlags(args, OWN_FLAGS);
  if (values.help) return 'help';
  const { given, settings } = readGiven(values, environment, env);
  return {
    drainMs: wholeNumber('--drain-ms', values['drain-ms'], 86_400_000, 10_000),
    sendRejected: values['send-rejected'] === true,
    settings: requireGiven(settings),
    dataDir: given.dataDir,
  };
}

function requireGiven(settings: Settings): CoreSettings {
  const { baseUrl, apiKey } = settings;
  if (baseUrl === null) throw new BadSettingError(missingMessage('baseUrl'));
  if (apiKey === null) throw new BadSettingError(missingMessage('apiKey'));
  return { ...settings, baseUrl, apiKey };
}
