import { expect, test } from 'vitest';
import { visibleText } from '../../../../../renderer/screens/tried-scans/visible-text.ts';

test.each([
  ['what can be seen', 'ABC 123 é登', 'ABC 123 é登'],
  ['a control character', 'A\u001dB\n', 'A\\x1dB\\x0a'],
  ['a zero-width space', 'A\u200bB', 'A‹U+200B›B'],
  ['a soft hyphen', 'A\u00adB', 'A‹U+00AD›B'],
  ['a mark of direction', 'A\u202eB', 'A‹U+202E›B'],
  ['a byte order mark', '\ufeffA', '‹U+FEFF›A'],
  ['a space that does not break', 'A\u00a0B', 'A‹U+00A0›B'],
  ['bytes that could not be read', 'BA\ufffd1', 'BA‹U+FFFD›1'],
  ['an emoji, which no font of the screen has', 'A😀B', 'A‹U+1F600›B'],
  ['one beyond 16 bits', 'A\u{e0067}', 'A‹U+E0067›'],
])('%s', (_what, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
