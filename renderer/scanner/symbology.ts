/** The symbology for each letter of an AIM identifier, by ISO/IEC 15424. The names are the same in every language. */
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

/** The symbology that an AIM identifier stands for, after the identifier itself: `]Q1 QR Code`. */
export function symbologyOf(aim: string): string {
  return `${aim} ${NAMES[aim.charAt(1)] ?? ''}`.trim();
}
