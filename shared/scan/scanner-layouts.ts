/**
 * Keyboard layouts that scanners can be set to type, by country. Poland, the Netherlands and many more have that of
 * `us`, Austria that of `de`; what Sweden, Finland, Norway and Denmark have in common is `nordic`.
 */
export const KEYBOARD_LAYOUTS = [
  'us',
  'gb',
  'de',
  'ch',
  'fr',
  'be',
  'es',
  'it',
  'pt',
  'br',
  'nordic',
  'tr',
] as const;
export type KeyboardLayout = (typeof KEYBOARD_LAYOUTS)[number];

/**
 * What may be set: `auto` for what the scans themselves tell, `machine` for whatever this machine has, or a layout that
 * is known.
 */
export const SCANNER_LAYOUTS = ['auto', 'machine', ...KEYBOARD_LAYOUTS] as const;
export type ScannerLayout = (typeof SCANNER_LAYOUTS)[number];
