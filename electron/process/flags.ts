import { parseArgs } from 'node:util';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { EXIT } from './exit-codes.ts';

/** A flag that takes a value (`string`), or none (`boolean`). */
export type Flag = { type: 'string' | 'boolean'; short?: string; multiple?: true };
export type Flags = Record<string, Flag>;

/** What a command line said, by flag. A flag that was not given is absent. */
export type ValuesOf<Own extends Flags> = {
  [Name in keyof Own]?: Own[Name]['type'] extends 'boolean'
    ? boolean
    : Own[Name] extends { multiple: true }
      ? string[]
      : string;
};

/** The flag that every command has. */
export const HELP_FLAG = { help: { type: 'boolean', short: 'h' } } as const satisfies Flags;

export type CommandLine<Own extends Flags> = {
  values: ValuesOf<Own>;
  /** Everything that is not a flag. */
  words: string[];
};

/**
 * Reads a command line strictly: it refuses an unknown flag, a missing or needless value, and a word if the command
 * takes none. If help is asked for, nothing else is checked.
 *
 * @param takesWords whether the command takes words besides its flags
 * @throws BadSettingError with one line that says what is wrong and which flags there are
 */
export function readFlags<const Own extends Flags>(
  args: readonly string[],
  own: Own,
  { takesWords = false } = {},
): CommandLine<Own> {
  // Node's strict mode tells its cases apart only by their messages, and those repeat what was typed.
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options: own,
    strict: false,
    tokens: true,
  });
  const read = { values: values as ValuesOf<Own>, words: positionals };
  // Node also finds an h inside other words that begin with a dash, so the flag has to stand by itself.
  const asksForHelp = args.includes('--help') || args.includes('-h');
  if ('help' in own && values.help === true && asksForHelp) return read;
  for (const token of tokens) {
    const problem =
      token.kind === 'option'
        ? flagProblem(token, own)
        : token.kind === 'positional' && !takesWords && unknown(token.value, own);
    if (problem) throw new BadSettingError(problem);
  }
  return read;
}

/**
 * Reads the command line of this process. If help is asked for, it prints the help and ends the process with 0; if a
 * flag is wrong, it ends the process with 2.
 */
export function flagsOrExit<const Own extends Flags>(
  help: string,
  own: Own,
  options: { takesWords?: boolean } = {},
): CommandLine<Own & typeof HELP_FLAG> {
  try {
    const read = readFlags(process.argv.slice(2), { ...own, ...HELP_FLAG }, options);
    if (!read.values.help) return read;
    process.stdout.write(help);
  } catch (error) {
    if (!(error instanceof BadSettingError)) throw error;
    refuse(error.message);
  }
  return process.exit(EXIT.ok);
}

/** Prints one line that says what is wrong with the command line, and ends the process with 2. */
export function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(EXIT.badSetting);
}

/**
 * Reads a flag's value as a whole number.
 *
 * @param fallback what it is if it was not given or is empty; without one that is refused
 * @throws BadSettingError
 */
export function wholeNumber(
  flag: string,
  value: unknown,
  { min = 0, max, fallback }: { min?: number; max: number; fallback?: number },
): number {
  if (fallback !== undefined && (value === undefined || value === '')) return fallback;
  if (typeof value === 'string' && /^\d{1,10}$/.test(value)) {
    const number = Number(value);
    if (number >= min && number <= max) return number;
  }
  throw new BadSettingError(
    `${flag} must be a whole number from ${min} to ${max}, not ${JSON.stringify(value)}`,
  );
}

type OptionToken = {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
};

function flagProblem({ name, rawName, value, inlineValue }: OptionToken, flags: Flags) {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (!flag) return unknown(rawName, flags);
  if (flag.type === 'boolean') return value !== undefined && `--${name} takes no value`;
  // A value that begins with a dash is most likely the next flag, unless it is written as --name=-value.
  const isMissing = value === undefined || (inlineValue !== true && value.startsWith('-'));
  return isMissing && `--${name} needs a value, as in --${name}=VALUE`;
}

/** Repeats what was typed only if it is a plain name, since anything else may be a key. */
function unknown(typed: string, flags: Flags): string {
  const isPlain = /^(--)?[a-z]+(-[a-z]+)*$/.test(typed);
  const what = isPlain ? `${typed.startsWith('--') ? 'flag' : 'word'} ${typed}` : 'flag or word';
  const names = Object.keys(flags).map((name) => `--${name}`);
  return `Unknown ${what}; accepted: ${names.join(' ')}`;
}
