import path from 'node:path';
import { app } from 'electron';
import type { WindowSystem } from '../../shared/bridge/window-system.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { claimFolder, UntrustedFolderError } from '../core/system/private-folder.ts';
import {
  type FlagValues,
  type GivenSettings,
  parseFlags,
  readGiven,
} from '../process/command-line.ts';
import { takeSecrets } from '../process/secrets-pipe.ts';
import { windowSystem } from '../process/window-system.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { settingsBeforeStart } from '../settings/settings-before-start.ts';
import { registerPageScheme } from './app-protocol.ts';
import { guardPages } from './guard/guard-pages.ts';
import { BadCommandLineError, NO_SANDBOX, readCommandLine } from './guard/switch-policy.ts';
import { prepareChromium } from './prepare-chromium.ts';
import { keepCrashDumps } from './recovery/crash-dumps.ts';
import { takeSuccession } from './recovery/restart-app.ts';
import { type RestartRecord, readRestartRecord } from './recovery/restart-record.ts';

/** What the app was started with. */
export type Given = GivenSettings & {
  record: RestartRecord;
  /** Whether visitors use this kiosk, so that the window takes the whole display and can't be left. */
  locked: boolean;
  /** How the window is shown; null if this isn't Linux. */
  windowSystem: WindowSystem | null;
  /** How long to wait for the process before this one to end; milliseconds. */
  waitMs: number;
};

/**
 * Does everything that must be done before the app is ready, without giving Electron a turn in between.
 *
 * @throws BadSettingError
 * @throws UntrustedFolderError
 */
export function prepareApp(): Given {
  // Every file made from here on is for this user alone, including those of SQLite and Chromium.
  process.umask(0o077);
  registerPageScheme();
  const environment = { ...takeEnvironment(process.env), ...takeSecrets(process.env) };
  const values = readFlags();
  const given = readGiven(values, environment, process.env);
  const dataDir = path.resolve(given.dataDir);
  refuseUntrusted(dataDir);
  // Chromium's own files lie in this kiosk's folder, and so the single-instance lock is for this folder.
  app.setPath('userData', path.join(dataDir, 'shell'));
  keepCrashDumps(dataDir);
  const record = readRestartRecord(dataDir);
  const { lockdown } = settingsBeforeStart({ ...given, dataDir });
  const locked = lockdown && values.windowed !== true;
  prepareChromium({ locked, softwareGraphics: record.softwareGraphics });
  guardPages();
  const ozone = app.commandLine.getSwitchValue('ozone-platform');
  return {
    ...given,
    dataDir,
    record,
    locked,
    windowSystem: windowSystem(ozone, process.env, process.platform),
    waitMs: takeSuccession(process.env),
  };
}

/**
 * The kiosk's own flags.
 *
 * @throws BadCommandLineError
 * @throws BadSettingError if the command line is good but for `--no-sandbox`
 */
function readFlags(): FlagValues {
  const line = readCommandLine(ownArguments(), { isPackaged: app.isPackaged });
  let values: FlagValues;
  try {
    values = parseFlags(line.own, { windowed: { type: 'boolean' } });
  } catch (error) {
    throw error instanceof BadSettingError ? new BadCommandLineError(error.message) : error;
  }
  if (line.withoutSandbox) throw new BadSettingError(NO_SANDBOX);
  return values;
}

/** During development the arguments contain Electron's own, and then the app's path. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  if (app.isPackaged) return args;
  return args.slice(args.findIndex((arg) => !arg.startsWith('-')) + 1);
}

/** Checks the folder before anything reads it or Chromium writes to it. The screen reports other problems later. */
function refuseUntrusted(dataDir: string) {
  try {
    claimFolder(dataDir);
  } catch (error) {
    if (error instanceof UntrustedFolderError) throw error;
  }
}
