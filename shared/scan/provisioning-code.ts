/**
 * What every provisioning code begins with. Each of its letters is on the same key of every Latin keyboard layout, so
 * that no scanner can type it wrong.
 */
export const PROVISIONING_PREFIX = 'CONFERSETUP';

const PREFIX = new RegExp(PROVISIONING_PREFIX, 'i');

/**
 * The letters of a code that sets up a kiosk, from its beginning on; null if a text has none. A scanner may have typed
 * it with Caps Lock on or after a prefix of its own, and a person in groups.
 */
export function provisioningLetters(text: string): string | null {
  const letters = text.normalize('NFKC').replace(/[\s-]/g, '');
  const at = letters.search(PREFIX);
  return at === -1 ? null : letters.slice(at);
}

/** Whether a text has such a code in it. No badge has, and Confera must not be sent what comes after its beginning. */
export function holdsProvisioning(text: string): boolean {
  return provisioningLetters(text) !== null;
}

/** The longest provisioning code that is made, in letters. A scanner that types is read up to 1024 letters. */
export const MAX_PROVISIONING_LENGTH = 1000;
