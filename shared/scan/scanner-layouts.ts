/**
 * The keyboard layouts that scanners can be set to type, by country. Poland, the Netherlands and many other countries
 * use `us`, and Austria uses `de`. `nordic` is what the layouts of Sweden, Finland, Norway and Denmark have in common.
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
 * The values of the setting. `auto` finds the layout by the scans themselves, `machine` takes this machine's layout,
 * and all others name a layout.
 */
export const SCANNER_LAYOUTS = ['auto', 'machine', ...KEYBOARD_LAYOUTS] as const;
export type ScannerLayout = (typeof SCANNER_LAYOUTS)[number];
