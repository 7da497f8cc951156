import { BadSettingError } from '../core/system/bad-setting.ts';
import { EXIT } from './exit-codes.ts';

/** A command that reads the kiosk's settings, does its work and ends. */
export type Command<Options> = {
  /** What stops if something is thrown that nobody has foreseen, as it begins a sentence. */
  name: string;
  help: string;
  /**
   * Reads the command line, the environment and what was saved.
   *
   * @throws BadSettingError, which ends the command with 2
   */
  read: () => Options | 'help' | Promise<Options | 'help'>;
  /** Does the work. Returns the exit code. */
  run: (options: Options) => Promise<number>;
  /** Whether the message of what was thrown is a whole sentence for whoever started the command. */
  isPlain?: (error: unknown) => boolean;
};

/** Writes a line for a person. */
export const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Runs a command, and ends the process with the exit code that it comes to. */
export async function runCommand<Options>(command: Command<Options>): Promise<void> {
  // From here on every new file is for this user alone, SQLite's and the log's too.
  process.umask(0o077);
  const code = await runToCode(command).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    const isBadSetting = error instanceof BadSettingError;
    const isPlain = isBadSetting || command.isPlain?.(error);
    say(isPlain ? words : `${command.name} stopped: ${words}`);
    return isBadSetting ? EXIT.badSetting : EXIT.fault;
  });
  // Connections may still be open, so the process has to be ended, but only once the pipe has taken everything.
  process.stdout.write('', () => process.exit(code));
}

async function runToCode<Options>({ help, read, run }: Command<Options>): Promise<number> {
  const options = await read();
  if (options !== 'help') return run(options);
  process.stdout.write(help);
  return EXIT.ok;
}
