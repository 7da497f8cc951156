import { LEAST, type PassphraseFault } from '../../shared/bridge/sheet.ts';
import { plainPassphrase } from './seal.ts';

/** Says why a passphrase is too weak; null if it isn't. */
export function weaknessOf(passphrase: string): PassphraseFault | null {
  const characters = [...plainPassphrase(passphrase)];
  if (characters.length < LEAST.characters) return 'short';
  const isNumber = characters.every((each) => /\p{Nd}/u.test(each));
  if (isNumber && characters.length < LEAST.digits) return 'few-digits';
  const isSimple = new Set(characters).size < LEAST.different || isRow(characters);
  return isSimple ? 'simple' : null;
}

/** Whether each character is the next one after the last, or each the one before. */
function isRow(characters: readonly string[]): boolean {
  const steps = characters.slice(1).map((each, at) => {
    return (each.codePointAt(0) ?? 0) - (characters[at]?.codePointAt(0) ?? 0);
  });
  return [1, -1].some((step) => steps.every((each) => each === step));
}
