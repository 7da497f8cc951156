import { expect, test } from 'vitest';
import {
  isSentByScanners,
  isWayOut,
  type PressedKey,
} from '../../../../shared/lockdown/kiosk-keys.ts';

const NONE = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

/** "Ctrl+Shift+I" as a browser tells it. */
function pressed(chord: string): PressedKey {
  const parts = chord.split('+');
  const key = parts.pop() || '+';
  const letter = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '';
  return {
    ...NONE,
    key,
    code: letter || key,
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
  };
}

test.each([
  ...Array.from({ length: 24 }, (_, n) => `F${n + 1}`),
  ...[...'RrpsontwquhdfglekbjmJM', ...'[]\\,.;'].map((key) => `Ctrl+${key}`),
  'Shift+Escape',
  ...['i', 'j', 'c', 'n', 'r', 't', 'w', 'q', 'Delete', 'Escape', 'v'].map(
    (key) => `Ctrl+Shift+${key === 'Delete' || key === 'Escape' ? key : key}`,
  ),
  ...['=', '-', '0', '1', '9', 'Tab', 'PageUp', 'PageDown', 'F4', 'Escape', 'Enter'].map(
    (key) => `Ctrl+${key}`,
  ),
  ...['ArrowLeft', 'ArrowRight', 'Home', 'F4', 'Tab', ' ', 'd', 'Enter', 'Escape', '2'].map(
    (key) => `Alt+${key}`,
  ),
  ...['r', 'q', 'w', 'h', 'm', 'l', 'd', 'e', 'Tab', ' ', ',']
    .map((key) => `Meta+${key}`)
    .filter((chord) => chord !== 'Meta+m'),
  'Ctrl+Alt+Delete',
  'Ctrl+Alt+F1',
  'Ctrl+Alt+Tab',
  'Meta',
  'ContextMenu',
  'PrintScreen',
  'BrowserBack',
  'BrowserForward',
  'BrowserRefresh',
  'BrowserHome',
  'BrowserSearch',
  'LaunchMail',
  'LaunchApplication1',
])('%s leads out', (chord) => {
  expect(isWayOut(pressed(chord))).toBe(true);
});

test.each([
  ...'aZ09-:._~?&=/@ '.split(''),
  'Enter',
  'Tab',
  'Shift+Tab',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'Home',
  'PageDown',
  'Shift',
  'Control',
  'Alt',
  'CapsLock',
  'Ctrl+a',
  'Ctrl+c',
  'Ctrl+v',
  'Ctrl+x',
  'Ctrl+z',
  'Meta+v',
  'Ctrl+Backspace',
  'Ctrl+ArrowLeft',
  'Ctrl+Alt+@',
  'Ctrl+Alt+q',
  'Alt+@',
  'Alt+€',
])('%s is typing', (chord) => {
  expect(isWayOut(pressed(chord))).toBe(false);
});

test.each<[string, Partial<PressedKey>, boolean]>([
  [
    'Alt with the number block types a character',
    { key: '6', code: 'Numpad6', altKey: true },
    false,
  ],
  ['Ctrl+Q of a French keyboard quits', { key: 'q', code: 'KeyA', ctrlKey: true }, true],
  ['Ctrl+A of a French keyboard edits', { key: 'a', code: 'KeyQ', ctrlKey: true }, false],
  ['Ctrl+V of a Russian keyboard pastes', { key: 'м', code: 'KeyV', ctrlKey: true }, false],
  ['Ctrl with the comma edits nothing', { key: ',', code: 'Comma', ctrlKey: true }, true],
  ['Ctrl+R of a Russian keyboard reloads', { key: 'к', code: 'KeyR', ctrlKey: true }, true],
])('%s', (_, key, isOut) => {
  expect(isWayOut({ ...NONE, key: '', code: '', ...key })).toBe(isOut);
});

test.each<[string, Partial<PressedKey>, boolean]>([
  ['F1', { key: 'F1' }, true],
  ['F24', { key: 'F24' }, true],
  ['Ctrl+J, a line feed', { key: 'j', code: 'KeyJ', ctrlKey: true }, true],
  ['Ctrl+J with CapsLock', { key: 'J', code: 'KeyJ', ctrlKey: true }, true],
  ['Ctrl+J of a Russian keyboard', { key: 'о', code: 'KeyJ', ctrlKey: true }, true],
  ['Ctrl+M, an Enter', { key: 'm', code: 'KeyM', ctrlKey: true }, true],
  ['Ctrl+], a group separator', { key: ']', code: 'BracketRight', ctrlKey: true }, true],
  ['Ctrl+\\, a file separator', { key: '\\', code: 'Backslash', ctrlKey: true }, true],
  [
    'Ctrl+Shift+6, a record separator',
    { key: '^', code: 'Digit6', ctrlKey: true, shiftKey: true },
    true,
  ],
  ['f', { key: 'f', code: 'KeyF' }, false],
  ['Find', { key: 'Find' }, false],
  ['Shift+F10', { key: 'F10', shiftKey: true }, false],
  ['Alt+F4', { key: 'F4', altKey: true }, false],
  ['Ctrl+F5', { key: 'F5', ctrlKey: true }, false],
  ['Meta+F1', { key: 'F1', metaKey: true }, false],
  ['Ctrl+R', { key: 'r', code: 'KeyR', ctrlKey: true }, false],
  ['Ctrl+Shift+J', { key: 'J', code: 'KeyJ', ctrlKey: true, shiftKey: true }, false],
  ['Ctrl+Alt+J', { key: 'j', code: 'KeyJ', ctrlKey: true, altKey: true }, false],
  ['Ctrl+-, which makes a page smaller', { key: '-', code: 'Minus', ctrlKey: true }, false],
  ['Ctrl+6', { key: '6', code: 'Digit6', ctrlKey: true }, false],
  ['Ctrl+_', { key: '_', code: 'Minus', ctrlKey: true, shiftKey: true }, true],
  ['Meta+J', { key: 'j', code: 'KeyJ', metaKey: true }, false],
])('whether scanners send it, %s', (_, key, is) => {
  expect(isSentByScanners({ ...NONE, key: '', code: '', ...key })).toBe(is);
});
