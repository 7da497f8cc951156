import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { characterAt } from '../../../../../renderer/scanner/wedge/keyboard-layout.ts';
import type { LayoutVerdict } from '../../../../../renderer/scanner/wedge/reading.ts';
import {
  KEYBOARD_LAYOUTS,
  type KeyboardLayout,
  type ScannerLayout,
} from '../../../../../shared/scan/scanner-layouts.ts';
import { BADGE_CHARACTERS, canType, typed } from './layout-keys.ts';
import { inTurn, namedKey, play, playAll, scannerKeys, type TimedKey } from './typed-keys.ts';

/** Keys as a machine with another layout reports them: the place, the character, and the modifiers held. */
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
const scansOf = (...told: Told[][]) => play(inTurn(...told.map(keysOf))).scans;

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

  test.each([
    ['most systems', 'badge'],
    ['a Mac', 'BADGE'],
  ])('is read in capitals though CapsLock is on, on %s', (_, letters) => {
    const keys = scannerKeys('BADGE42', { gaps: () => 5 }).map((key) => {
      const index = 'BADGE'.indexOf(key.key ?? '');
      return { ...key, key: letters.charAt(index) || key.key, capsLock: true };
    });
    expect(play(keys as TimedKey[]).scans).toEqual(['BADGE42']);
  });
});

describe('a program that types, and holds no Shift for what needs one', () => {
  test.each(['BADGE-1', 'Badge-1b', 'TEST_A~b', 'confera-attendance:BADGE-7'])(
    'is read: %s',
    (code) => {
      const keys = scannerKeys(code, { gaps: () => 5 }).filter(({ key }) => key !== 'Shift');
      const alone = keys.map((key) => ({ ...key, shiftKey: false, after: 5 }));
      expect(play(alone).scans).toEqual([code]);
    },
  );
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
  const ownLayout: Told[] = [...letters, ['Slash', '-'], ['Digit1', '1']];

  test('is refused while nothing has told which is right', () => {
    expect(scansOf(letters)).toEqual(['']);
  });

  test('is read by the way that an earlier code has proved', () => {
    expect(scansOf(GERMAN, letters)).toEqual(['confera-attendance:yz1', 'xyzxyz']);
    expect(scansOf(ownLayout, letters)).toEqual(['xzyxzy-1', 'xzyxzy']);
  });

  test('is refused again once two scanners have proved different ways', () => {
    expect(scansOf(GERMAN, ownLayout, letters, GERMAN, letters)).toEqual([
      'confera-attendance:yz1',
      'xzyxzy-1',
      '',
      'confera-attendance:yz1',
      '',
    ]);
  });

  test('is read by the layout that staff have set', () => {
    const read = (layout: ScannerLayout) => play(keysOf(letters), { layout }).scans;
    expect(read('us')).toEqual(['xyzxyz']);
    expect(read('de')).toEqual(['xzyxzy']);
  });
});

describe('a scanner set to a layout that this machine does not have', () => {
  const usMachine = (text: string, scanner: KeyboardLayout) => typed(text, scanner, 'us');

  test('is mended by the beginning of the code, where the layouts that have it agree', () => {
    const texts = ['confera-attendance:DAB_1', 'abcd-1', 'confera-attendance:DAY_1', 'wxyz-1'];
    const { scans } = playAll(texts.flatMap((text) => usMachine(text, 'de')));
    // Which of them it is, is only known once staff have scanned the layout's own code.
    expect(scans.map(({ raw }) => raw)).toEqual(['confera-attendance:DAB_1', 'abcd-1', '', '']);
    const scanner = ['de', 'ch', 'es', 'it', 'pt', 'nordic'];
    expect(scans[0]?.layout).toEqual({ is: 'mended', scanner, machine: ['us', 'gb'] });
    expect(scans[2]?.layout).toEqual({ is: 'unclear', scanner, machine: ['us', 'gb'] });
  });

  test('is read as it comes where nothing tells: only its setting can', () => {
    expect(play(usMachine('badge-yz', 'de')).scans).toEqual(['badge/zy']);
    expect(play(usMachine('badge-yz', 'de'), { layout: 'de' }).scans).toEqual(['badge-yz']);
  });

  test('is refused where the layout that was set has no such key', () => {
    expect(play(typed('badge[1]', 'us', 'us'), { layout: 'nordic' }).scans).toEqual(['']);
  });
});

describe('what staff are told', () => {
  test.each<[string, TimedKey[], LayoutVerdict]>([
    ['a US scanner on a US machine', typed('badge-1', 'us', 'us'), { is: 'plain' }],
    [
      'a US scanner on a German machine',
      typed('badge-yz', 'us', 'de'),
      { is: 'mended', scanner: ['us'], machine: ['de'] },
    ],
    [
      'a German scanner on a German machine',
      typed('badge-yz', 'de', 'de'),
      { is: 'as-typed', machine: ['de', 'ch'] },
    ],
    [
      'a code that does not tell, on a French machine',
      typed('qaqaqa', 'us', 'fr'),
      { is: 'unclear', scanner: ['us'], machine: ['fr', 'be'] },
    ],
  ])('of %s', (_, keys, verdict) => {
    expect(playAll(keys).scans[0]?.layout).toEqual(verdict);
  });
});

describe('any layouts', () => {
  const layout = fc.constantFrom(...KEYBOARD_LAYOUTS);
  const code = fc
    .string({ unit: fc.constantFrom(...BADGE_CHARACTERS), minLength: 6, maxLength: 60 })
    .filter((text) => /[A-Za-z]/.test(text));
  const exactOrRefused = (text: string, keys: TimedKey[], given = {}) => {
    const { scans, field } = play(keys, given);
    expect(scans).toHaveLength(1);
    if (scans[0] !== '') expect(scans[0]).toBe(text);
    expect(field).toBe('');
  };

  test('of the machine: a scanner as it comes, or set alike, is read exactly or refused', () => {
    fc.assert(
      fc.property(layout, fc.boolean(), code, (machine, isSetAlike, text) => {
        fc.pre(canType(text, isSetAlike ? machine : 'us'));
        exactOrRefused(text, typed(text, isSetAlike ? machine : 'us', machine));
      }),
      { numRuns: 400 },
    );
  });

  test('of machine and scanner: what begins as known is mended exactly or refused', () => {
    fc.assert(
      fc.property(layout, layout, code, (machine, scanner, rest) => {
        // A British scanner's ~ is the | of the US, and nothing else in such a code is another.
        const text = `confera-attendance:${rest.replaceAll('~', '_')}`;
        fc.pre(canType(text, scanner) && [scanner, 'us'].includes(machine));
        exactOrRefused(text, typed(text, scanner, machine));
      }),
      { numRuns: 400 },
    );
  });

  test('of machine and scanner: with the setting every code is read exactly', () => {
    fc.assert(
      fc.property(layout, layout, code, (machine, scanner, text) => {
        fc.pre(canType(text, scanner));
        expect(play(typed(text, scanner, machine), { layout: scanner }).scans).toEqual([text]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a dead key whose release is not reported, as under X11', () => {
  /** The keys of a US scanner on a German machine, of which each `=` is dead. */
  const german = (text: string, gaps: (index: number) => number = () => 5): TimedKey[] => {
    const keys = scannerKeys(text, { gaps });
    return keys.map(({ heldMs, ...key }) => {
      if (key.code === 'Equal') return { ...key, key: 'Dead' };
      const typedHere = key.code && key.code.length > 3 ? onGerman(key) : key.key;
      return { ...key, key: typedHere ?? 'Enter', ...(heldMs !== undefined && { heldMs }) };
    }) as TimedKey[];
  };
  const onGerman = ({ code = '', shiftKey = false, key }: TimedKey) =>
    characterAt('de', { code, shift: shiftKey, altGraph: false }) ?? key;

  test('is read by its place where the scanner can’t be set to this layout', () => {
    expect(play(german('TEST-A=1b2c3')).scans).toEqual(['TEST-A=1b2c3']);
    expect(play(german('TEST=A==1')).scans).toEqual(['']);
    expect(play(german('TEST-A==1')).scans).toEqual(['TEST-A==1']);
  });

  test('is read by the layout that is set, and is no key of a person or of another scanner', () => {
    for (const text of ['TEST-A=bc=1', '=TEST-1', 'TEST-1=', '==TEST==1==']) {
      const end = playAll(german(text), { layout: 'us' }).scans;
      expect(end.map(({ raw, doubt }) => [raw, doubt])).toEqual([[text, null]]);
    }
  });

  test('is refused with the true reason where the layout doesn’t tell', () => {
    const [scan] = playAll(german('TEST=abc-1')).scans;
    expect(scan).toMatchObject({ raw: '', doubt: null, layout: { is: 'dead-key' } });
  });

  test('just before an Enter, which the browser then reports as part of a composition, ends the code all the same', () => {
    const keys = german('TEST-1=').map((key) =>
      key.code === 'Enter' ? { ...key, key: 'Process' } : key,
    );
    expect(play(keys, { layout: 'us' }).scans).toEqual(['TEST-1=']);
  });

  test('is refused if it is a person’s, before a scan or within it', () => {
    const dead: TimedKey = { key: 'Dead', code: 'Equal', after: 0 };
    const scan = german('TEST-A1b2c3', (index) => (index === 0 ? 40 : 6));
    expect(play([dead, ...scan], { layout: 'us' }).scans).toEqual(['']);
    const whole = german('TEST-A1b2c3', () => 8);
    const [at] = [whole.findIndex(({ code }) => code === 'Digit1')];
    const next = whole[at];
    if (!next) throw new Error('There is no such key');
    const squeezed = whole.toSpliced(at, 1, { ...dead, after: 3 }, { ...next, after: 5 });
    expect(play(squeezed, { layout: 'us' }).scans).toEqual(['']);
  });
});

describe('a provisioning code', () => {
  const CODE = 'CONFERSETUPBCCBBFDTKFVGPVVSSFDRCCLBGXJSVXRDTHCN';

  test('is read on every layout from every scanner, and proves none of them', () => {
    for (const machine of KEYBOARD_LAYOUTS) {
      for (const scanner of KEYBOARD_LAYOUTS) {
        const scans = play(
          inTurn(typed(CODE, scanner, machine), typed('badge-1', 'us', 'us')),
        ).scans;
        expect(scans).toEqual([CODE, 'badge-1']);
      }
    }
  });

  test('is read on a machine that types other letters', () => {
    const russian = Object.fromEntries(
      [...'QWERTYUIOPASDFGHJKLZXCVBNM'].map((letter, at) => [
        letter,
        'йцукенгшщзфывапролдячсмить'[at],
      ]),
    );
    const told = [...CODE].map((each): Told => [`Key${each}`, russian[each] ?? '', 'shift']);
    expect(scansOf(told)).toEqual([CODE]);
  });
});
