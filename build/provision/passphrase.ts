import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { plainPassphrase } from '../../electron/provisioning/seal.ts';
import { askSecret } from './ask-secret.ts';

const LEAST_CHARACTERS = 8;
const LEAST_DIGITS = 12;
const LEAST_DIFFERENT = 5;

/**
 * Says why a passphrase is too weak; null if it isn't. Whoever has a picture of a sheet can try passphrases for as long
 * as they like.
 */
export function weaknessOf(passphrase: string): string | null {
  const characters = [...plainPassphrase(passphrase)];
  if (characters.length < LEAST_CHARACTERS) {
    return `The passphrase must have at least ${LEAST_CHARACTERS} characters: four words that have nothing to do with each other are good`;
  }
  const isNumber = characters.every((each) => /\p{Nd}/u.test(each));
  if (isNumber && characters.length < LEAST_DIGITS) {
    return `A passphrase of digits alone must have at least ${LEAST_DIGITS} of them`;
  }
  if (new Set(characters).size < LEAST_DIFFERENT || isRow(characters)) {
    return `The passphrase must have at least ${LEAST_DIFFERENT} different characters, and not in a row like abcdefgh or 87654321`;
  }
  return null;
}

/**
 * Gets the passphrase from `KIOSK_PASSPHRASE`, or asks for it twice at the terminal. It is never taken from a flag,
 * because other users of the machine could read it there.
 *
 * @param env `KIOSK_PASSPHRASE` is removed from it
 * @throws BadSettingError
 */
export async function takePassphrase(env: NodeJS.ProcessEnv): Promise<string> {
  const given = env.KIOSK_PASSPHRASE;
  delete env.KIOSK_PASSPHRASE;
  if (given) {
    const weakness = weaknessOf(given);
    if (weakness) throw new BadSettingError(`KIOSK_PASSPHRASE: ${weakness}`);
    return given;
  }
  if (!process.stdin.isTTY) {
    throw new BadSettingError('Set KIOSK_PASSPHRASE, or run this at a terminal, which asks for it');
  }
  for (;;) {
    const typed = await askSecret('Passphrase for these codes (nothing is shown while you type): ');
    const weakness = weaknessOf(typed);
    if (weakness) process.stderr.write(`${weakness}\n`);
    else if (plainPassphrase(await askSecret('The same once more: ')) === plainPassphrase(typed)) {
      return typed;
    } else process.stderr.write('The two are not the same. Try again.\n');
  }
}

/** Whether each character is the next one after the last, or each the one before. */
function isRow(characters: readonly string[]): boolean {
  const steps = characters.slice(1).map((each, at) => {
    return (each.codePointAt(0) ?? 0) - (characters[at]?.codePointAt(0) ?? 0);
  });
  return [1, -1].some((step) => steps.every((each) => each === step));
}
