import { parseArgs } from 'node:util';
import {
  missingMessage,
  resolveSettings,
  SETTINGS,
  type SettingName,
  type Settings,
} from '../../shared/settings.ts';
import type { CoreSettings } from '../core.ts';
import { defaultDataDir } from '../settings/data-folder.ts';
import { takeEnvironment } from '../settings/environment.ts';

/** A setting is missing or bad: one line for the person who started the command. */
export class BadSettingError extends Error {
  override readonly name = 'BadSettingError';
}

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

const SETTING_FLAGS = Object.fromEntries(
  Object.values(SETTINGS).flatMap(({ flag }) =>
    flag ? [[flag, { type: 'string' as const }]] : [],
  ),
);

/**
 * Reads the gate's command line and environment; takes the secrets out of `env`.
 *
 * @throws BadSettingError
 */
export function readGateOptions(args: string[], env: NodeJS.ProcessEnv): GateOptions | 'help' {
  const environment = takeEnvironment(env);
  const values = parseFlags(args);
  if (values.help) return 'help';
  const flags: Partial<Record<SettingName, string>> = {};
  for (const [name, { flag }] of Object.entries(SETTINGS)) {
    const value = flag ? values[flag] : undefined;
    if (typeof value === 'string') flags[name as SettingName] = value;
  }
  const resolved = resolveSettings({ flags, environment, saved: {} });
  if (!resolved.ok) throw new BadSettingError(resolved.message);
  return {
    drainMs: readDrainMs(values['drain-ms']),
    sendRejected: values['send-rejected'] === true,
    settings: requireGiven(resolved.settings),
    dataDir: resolved.settings.dataDir ?? defaultDataDir(env, process.platform),
  };
}

function parseFlags(args: string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args, options: { ...OWN_FLAGS, ...SETTING_FLAGS } }).values;
  } catch (error) {
    // Its message repeats what was typed, which may be a key meant for a flag that there is none of.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const known = [
      '--drain-ms',
      '--send-rejected',
      ...Object.keys(SETTING_FLAGS).map((flag) => `--${flag}`),
    ];
    const what =
      code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
        ? 'A flag lacks its value'
        : 'Unknown flag or word';
    throw new BadSettingError(`${what}; accepted: ${known.join(' ')}`);
  }
}

function readDrainMs(value: string | boolean | undefined): number {
  if (value === undefined || value === '') return 10_000;
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  throw new BadSettingError(
    `--drain-ms must be a whole number of milliseconds, not ${JSON.stringify(value)}`,
  );
}

function requireGiven(settings: Settings): CoreSettings {
  const { baseUrl, apiKey } = settings;
  if (baseUrl === null) throw new BadSettingError(missingMessage('baseUrl'));
  if (apiKey === null) throw new BadSettingError(missingMessage('apiKey'));
  return { ...settings, baseUrl, apiKey };
}
