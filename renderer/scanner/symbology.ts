import { aimIdentifierOf } from '../../shared/parse-code.ts';

/** ISO/IEC 15424: the symbology by the letter of its AIM identifier. Names, the same in every language. */
const NAMES: Record<string, string> = {
  A: 'Code 39',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  I: 'Interleaved 2 of 5',
  L: 'PDF417',
  Q: 'QR Code',
  U: 'MaxiCode',
  d: 'Data Matrix',
  e: 'GS1 DataBar',
  z: 'Aztec',
};

/** What kind of code it was, where the scanner says so: `]Q1 QR Code`; null where it doesn't. */
export function symbologyOf(raw: string, affixes: Parameters<typeof aimIdentifierOf>[1]) {
  const aim = aimIdentifierOf(raw, affixes);
  return aim && `${aim} ${NAMES[aim.charAt(1)] ?? ''}`.trim();
}
