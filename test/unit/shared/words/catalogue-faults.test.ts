import { expect, test } from 'vitest';
import { faultsOf } from './catalogue-faults.ts';

const ENGLISH = {
  welcome: 'Welcome, {name}',
  scans: '{count, plural, one {# scan} other {# scans}}',
  left: '{count, plural, one {# scan of {name}} other {# scans of {name}}}',
  wait: 'Wait for {seconds, number} s',
};
const GERMAN = {
  welcome: 'Willkommen, {name}',
  scans: '{count, plural, one {# Scan} other {# Scans}}',
  left: '{count, plural, one {# Scan von {name}} other {# Scans von {name}}}',
  wait: 'Noch {seconds, number} s',
};

test('a complete catalogue has no faults, whatever its order of words', () => {
  expect(faultsOf('en', ENGLISH, ENGLISH)).toEqual([]);
  expect(faultsOf('de', { ...GERMAN, welcome: '{name}: willkommen' }, ENGLISH)).toEqual([]);
});

test('a language without plural forms may do without a plural', () => {
  const japanese = {
    ...GERMAN,
    scans: '{count, number} 件',
    left: '{name}: {count, plural, other {#}}',
  };
  expect(faultsOf('ja', japanese, ENGLISH)).toEqual([]);
});

test('a form for one number alone may be added', () => {
  const scans = '{count, plural, =0 {kein Scan} one {# Scan} other {# Scans}}';
  expect(faultsOf('de', { ...GERMAN, scans }, ENGLISH)).toEqual([]);
});

test.each([
  ['a key that English does not have', { waits: 'Noch' }, 'waits: unknown'],
  ['a message without words', { welcome: ' ' }, 'welcome: has no words'],
  ['a space at the end', { welcome: '{name} ' }, 'welcome: begins or ends with a space'],
  ['a value that was lost', { welcome: 'Willkommen' }, 'welcome: lost {name}'],
  ['a value that was quoted', { welcome: "Wie geht's, '{name}'?" }, 'welcome: lost {name}'],
  ['a value that was invented', { welcome: '{name} {x}' }, 'welcome: invented {x}'],
  ['a number that became a text', { wait: '{seconds}' }, 'wait: {seconds} must not be a text'],
  [
    'a text that became a number',
    { welcome: '{name, number}' },
    'welcome: {name} must not be a number',
  ],
  [
    'a plural without a form',
    { scans: '{count, plural, other {#}}' },
    'scans: {count} lacks the plural form one',
  ],
  [
    'no plural where English has one',
    { scans: '{count, number} Scans' },
    'scans: {count} lacks the plural form one',
  ],
  [
    'a form that the language has not',
    { scans: '{count, plural, one {#} few {#} other {#}}' },
    'scans: {count} has no plural form few in this language',
  ],
  [
    'a value that one form lost',
    { left: '{count, plural, one {ein Scan} other {# von {name}}}' },
    'left: not every form has {name}',
  ],
  ['a brace that is not closed', { welcome: 'Willkommen, {name' }, "welcome: can't be read"],
  [
    'anything else in braces',
    { welcome: '{name, select, a {A} other {B}}' },
    "welcome: can't be read",
  ],
  ['a tag', { welcome: '<b>{name}</b>' }, "welcome: can't be read"],
])('%s is a fault', (_, change, fault) => {
  expect(faultsOf('de', { ...GERMAN, ...change }, ENGLISH)).toEqual([
    expect.stringContaining(fault),
  ]);
});

test('a key that is missing is a fault', () => {
  const { wait: _, ...others } = GERMAN;
  expect(faultsOf('de', others, ENGLISH)).toEqual(['wait: missing']);
});

test('a language needs the plural forms of its own', () => {
  expect(faultsOf('ar', GERMAN, ENGLISH)).toContain(
    'scans: {count} lacks the plural form zero, two, few, many',
  );
});
