import path from 'node:path';
import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { HELP_FLAG, readFlags } from '../../electron/process/flags.ts';
import { defaultDataDir } from '../../electron/settings/data-folder.ts';

export const HELP = `Takes the scans of another device over from its rolling copy, so that this device sends what that one could
not send any more. The kiosk of the data folder must not run meanwhile. Nothing is changed in the copy.

  --from FOLDER      the stick, or the folder that was chosen for the copy, or a device's folder in it
  --data-dir DIR     the data folder of the device that takes over (KIOSK_DATA_DIR)
  --help             show this

The passphrase of the copy comes from KIOSK_PASSPHRASE, or is asked for at the terminal. A JSON object on standard
output says what was taken over:

  {"event":"taken-over","device":"…","until":"…","unsent":2,"refused":0,"settled":41,"alreadyHere":0,"complete":true}

What is here already stays as it is, so running this again does no harm. docs/rolling-copy.md says more.

Exit code: 0 done, 1 a fault, or a part of the copy is damaged or can't be understood and the rest was taken over, 2 a
bad setting, no copy in the folder or a wrong passphrase, 4 a kiosk is using the data folder.
`;

export type Options = {
  from: string;
  dataDir: string;
  /** From the environment; undefined if it has to be asked for. */
  passphrase: string | undefined;
};

/**
 * Reads the command line and the environment.
 *
 * @param env `KIOSK_PASSPHRASE` is taken out of it
 * @throws BadSettingError
 */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const passphrase = env.KIOSK_PASSPHRASE || undefined;
  delete env.KIOSK_PASSPHRASE;
  const { values } = readFlags(args, {
    ...HELP_FLAG,
    from: { type: 'string' },
    'data-dir': { type: 'string' },
  });
  if (values.help) return 'help';
  if (!values.from) {
    throw new BadSettingError('Say where the copy is: --from FOLDER, for example the stick');
  }
  const dataDir = values['data-dir'] || env.KIOSK_DATA_DIR || defaultDataDir(env, process.platform);
  if (!dataDir) {
    throw new BadSettingError('Say which data folder takes over: --data-dir DIR or KIOSK_DATA_DIR');
  }
  return { from: path.resolve(values.from), dataDir: path.resolve(dataDir), passphrase };
}
