import { parseArgs } from 'node:util';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { EXIT } from './exit-codes.ts';

/** A flag that takes a value (`string`) or none (`boolean`). */
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

/** For every command that a person types. */
export const HELP_FLAG = { help: { type: 'boolean', short: 'h' } } as const satisfies Flags;

export type CommandLine<Own extends Flags> = {
  values: ValuesOf<Own>;
  /** What stood there besides flags. */
  words: string[];
};

/**
 * Reads a command line strictly: an unknown flag, a missing or needless value, and a word where none is taken are all
 * refused. Where help was asked for nothing else is judged.
 *
 * @param takesWords whether the command takes words besides its flags
 * @throws BadSettingError with one line that says what is wrong and which flags there are
 */
export function readFlags<const Own extends Flags>(
  args: readonly string[],
  own: Own,
  { takesWords = false } = {},
): CommandLine<Own> {
  // Node's own strictness has only messages to tell its cases apart, and they repeat what was typed.
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options: own,
    strict: false,
    tokens: true,
  });
  const read = { values: values as ValuesOf<Own>, words: positionals };
  // Alone, since an h may also be a letter of something else that begins with a dash.
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
 * Reads this process's command line for a command that has no more to do where help was asked for or a flag is wrong:
 * the process then ends at once, with 0 or 2.
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

/** Ends the process with the exit code for a bad command line, and one line that says what is wrong with it. */
export function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(EXIT.badSetting);
}

/**
 * A flag's whole number.
 *
 * @throws BadSettingError
 */
export function wholeNumber(
  flag: string,
  value: unknown,
  { min = 0, max, fallback }: { min?: number; max: number; fallback: number },
): number {
  if (value === undefined || value === '') return fallback;
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
  // What begins with a dash is most likely the next flag. Written as --name=-value it is taken as it is.
  const isMissing = value === undefined || (inlineValue !== true && value.startsWith('-'));
  return isMissing && `--${name} needs a value, as in --${name}=VALUE`;
}

/** Repeats what was typed only where it is a plain name: anything else may be a key. */
function unknown(typed: string, flags: Flags): string {
  const isPlain = /^(--)?[a-z]+(-[a-z]+)*$/.test(typed);
  const what = isPlain ? `${typed.startsWith('--') ? 'flag' : 'word'} ${typed}` : 'flag or word';
  const names = Object.keys(flags).map((name) => `--${name}`);
  return `Unknown ${what}; accepted: ${names.join(' ')}`;
}
