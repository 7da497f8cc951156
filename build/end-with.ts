import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { EXIT } from '../electron/process/exit-codes.ts';

/**
 * Ends the process as soon as its command has done its work, whatever is still open. A failure is told in one line,
 * with exit code 2 for a bad flag or setting, else 1.
 *
 * @param prefix stands before that line
 */
export function endWith(command: Promise<void>, prefix = ''): void {
  command.then(
    () => process.exit(EXIT.ok),
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${prefix}${reason}\n`);
      process.exit(error instanceof BadSettingError ? EXIT.badSetting : EXIT.fault);
    },
  );
}
