import { MAX_CODE_LENGTH } from '../../../shared/scan/parse-code.ts';

/**
 * There is room for more than the longest code. A longer text is refused by the core, whereas one that was cut to the
 * longest length could be the code of somebody else.
 */
const MAX_LENGTH = 4 * MAX_CODE_LENGTH;

/** What every field has into which somebody types a code: nothing helps them, since a code is no word. */
export const CODE_FIELD = {
  dir: 'ltr',
  maxLength: MAX_LENGTH,
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellCheck: false,
} as const;
