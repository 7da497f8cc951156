/**
 * What every provisioning code begins with. Each of its letters is on the same key of every Latin keyboard layout, so
 * that no scanner can type it wrong.
 */
export const PROVISIONING_PREFIX = 'CONFERSETUP';

/**
 * The beginning of a code that sets up a kiosk. No badge has it, and Confera must not be sent what comes after it. A
 * scanner may have typed it with Caps Lock on.
 */
export const BEGINS_PROVISIONING = new RegExp(`^${PROVISIONING_PREFIX}`, 'i');

/** The longest provisioning code that is made, in letters. A scanner that types is read up to 1024 letters. */
export const MAX_PROVISIONING_LENGTH = 1000;
