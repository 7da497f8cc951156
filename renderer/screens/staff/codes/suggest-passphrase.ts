import { LEAST } from '../../../../shared/bridge/sheet.ts';

const GROUPS = 4;
const DIGITS_IN_GROUP = 4;

/**
 * Makes a passphrase up: four groups of four digits with hyphens between them. Everybody can read digits aloud, in any
 * language, and type them on any keyboard. Sixteen of them are too many to be tried out, since each try takes as long as
 * opening a code does.
 */
export function suggestPassphrase(): string {
  for (;;) {
    const groups = Array.from({ length: GROUPS }, () =>
      Array.from({ length: DIGITS_IN_GROUP }, digit).join(''),
    );
    const made = groups.join('-');
    // Once in a hundred thousand times there are too few different ones, which would be refused.
    if (new Set(made).size > LEAST.different) return made;
  }
}

function digit(): number {
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // The rest would make some digits likelier than others.
    if (byte < 250) return byte % 10;
  }
}
