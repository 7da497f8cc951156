import { LEAST, type PassphraseFault } from '../../../../shared/bridge/sheet.ts';
import type { Sentence } from '../../../words/use-words.ts';

/** Says why a passphrase is too weak. */
export function weakPassphrase(why: PassphraseFault): Sentence {
  return ({ codes: { weak } }) => {
    const say = weak[why];
    return typeof say === 'string' ? say : say(LEAST);
  };
}
