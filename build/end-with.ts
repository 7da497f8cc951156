import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { EXIT } from '../electron/process/exit-codes.ts';
import { UnavailableError } from './unavailable.ts';

/**
 * Ends the process as soon as its command has done its work, whatever is still open. If the command fails, one line
 * says why, and the exit code is 2 for a bad flag or setting, 6 if something can't be had here, and 1 for anything else.
 *
 * @param prefix what to write before that line
 */
export function endWith(command: Promise<void>, prefix = ''): void {
  command.then(
    () => process.exit(EXIT.ok),
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${prefix}${reason}\n`);
      process.exit(codeOf(error));
    },
  );
}

function codeOf(error: unknown): number {
  if (error instanceof BadSettingError) return EXIT.badSetting;
  return error instanceof UnavailableError ? EXIT.unavailable : EXIT.fault;
}
