import { expect, test } from 'vitest';
import { decodeText } from '../../../../shared/text/decode-text.ts';

const TEXT = 'location\nEingang Süd – Ö';

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ['Windows-1252', Buffer.from(TEXT.replace('–', '\u0096'), 'latin1')],
])('a file in %s is read as it was written', (_, bytes) => {
  expect(decodeText(bytes)).toBe(TEXT);
});
