import { describe, expect, test } from 'vitest';
import { DEFAULT_CODE_PATTERN } from '../../../renderer/scanner/reading.ts';
import { resolveSettings } from '../../../shared/settings.ts';
import { namedKey, play, type TimedKey } from './typed-keys.ts';

/** Keys as a machine with another layout tells them: the place, what it types there, and what was held. */
type Told = [code: string, key: string, held?: 'shift' | 'caps' | 'altGraph'];
const keysOf = (told: Told[]): TimedKey[] => [
  ...told.map(([code, key, held]) => ({
    code,
    key,
    shiftKey: held === 'shift',
    capsLock: held === 'caps',
    altGraph: held === 'altGraph',
    after: 5,
  })),
  namedKey('Enter', 5),
];
const scansOf = (...told: Told[][]) => play(told.flatMap(keysOf)).scans;

const GERMAN: Told[] = [
  ['KeyC', 'c'],
  ['KeyO', 'o'],
  ['KeyN', 'n'],
  ['KeyF', 'f'],
  ['KeyE', 'e'],
  ['KeyR', 'r'],
  ['KeyA', 'a'],
  ['Minus', 'ß'],
  ['KeyA', 'a'],
  ['KeyT', 't'],
  ['KeyT', 't'],
  ['KeyE', 'e'],
  ['KeyN', 'n'],
  ['KeyD', 'd'],
  ['KeyA', 'a'],
  ['KeyN', 'n'],
  ['KeyC', 'c'],
  ['KeyE', 'e'],
  ['Semicolon', 'Ö', 'shift'],
  ['KeyY', 'z'],
  ['KeyZ', 'y'],
  ['Digit1', '1'],
];
const FRENCH: Told[] = [
  ['KeyA', 'q'],
  ['KeyQ', 'a'],
  ['Digit1', '&'],
  ['Digit2', 'é'],
  ['Minus', ')'],
  ['KeyM', ','],
  ['KeyW', 'z'],
];

describe('a scanner that types as a US keyboard', () => {
  test.each<[string, Told[], string]>([
    ['a German', GERMAN, 'confera-attendance:yz1'],
    ['a French', FRENCH, 'aq12-mw'],
    [
      'a Russian',
      [
        ['KeyB', 'и'],
        ['KeyA', 'ф'],
        ['KeyD', 'в'],
        ['KeyG', 'п'],
        ['KeyE', 'у'],
        ['Digit4', '4'],
      ],
      'badge4',
    ],
    [
      'a dead-key',
      [
        ['KeyB', 'b'],
        ['Backquote', 'Dead', 'shift'],
        ['KeyD', 'd'],
        ['KeyG', 'g'],
        ['KeyE', 'e'],
        ['Digit4', '4'],
      ],
      'b~dge4',
    ],
  ])('is mended on %s layout', (_, told, code) => {
    expect(scansOf(told)).toEqual([code]);
  });

  test('has its prefix looked past when the reading is chosen', () => {
    const prefix: Told[] = [
      ['BracketRight', '$'],
      ['KeyQ', 'A', 'shift'],
      ['Digit1', '&'],
    ];
    expect(scansOf([...prefix, ...FRENCH])).toEqual([']Q1aq12-mw']);
  });

  test('is read in its own letter case though CapsLock is on', () => {
    const told: Told[] = [...'badge42'].map((character) =>
      /\d/.test(character)
        ? [`Digit${character}`, character, 'caps']
        : [`Key${character.toUpperCase()}`, character.toUpperCase(), 'caps'],
    );
    expect(scansOf(told)).toEqual(['badge42']);
  });
});

describe('a scanner set to the layout of this machine', () => {
  const zebra: Told[] = [
    ['KeyY', 'z'],
    ['KeyE', 'e'],
    ['KeyB', 'b'],
    ['KeyR', 'r'],
    ['KeyA', 'a'],
    ['Slash', '-'],
    ['KeyZ', 'y'],
  ];

  test('is read as it types', () => {
    expect(scansOf(zebra)).toEqual(['zebra-y']);
  });

  test('is read as it types where AltGr is needed', () => {
    const told: Told[] = [...zebra, ['KeyQ', '@', 'altGraph']];
    expect(scansOf(told)).toEqual(['zebra-y@']);
  });
});

describe('a code that looks right both ways', () => {
  const letters: Told[] = [
    ['KeyX', 'x'],
    ['KeyY', 'z'],
    ['KeyZ', 'y'],
    ['KeyX', 'x'],
    ['KeyY', 'z'],
    ['KeyZ', 'y'],
  ];

  test('is read by this layout at first', () => {
    expect(scansOf(letters)).toEqual(['xzyxzy']);
  });

  test('is read by the way that an earlier code has proved', () => {
    expect(scansOf(GERMAN, letters)).toEqual(['confera-attendance:yz1', 'xyzxyz']);
  });
});

test('the pattern is the default of its setting', () => {
  const resolved = resolveSettings({
    flags: {},
    environment: { baseUrl: 'https://confera.example', apiKey: 'cat_x' },
    saved: {},
  });
  expect(resolved).toMatchObject({ ok: true, settings: { codePattern: DEFAULT_CODE_PATTERN } });
});
