import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outsideText } from '../../../../shared/text/outside-text.ts';

test.each([
  ['a line broken in two', 'first\r\nsecond\u2028third', 'first second third'],
  ["a terminal's commands", 'red\u001b[31m\u0007', 'red [31m'],
  ['what turns a line around', 'exe\u202egpj\u2066\u200f', 'exegpj'],
  ['what nobody sees', '\ufeffa\u200bb\u00adc\u2060', 'abc'],
  ['half a character', 'a\ud800', 'a\ufffd'],
  ['letters of any script', 'محمد علي  किं 山田', 'محمد علي  किं 山田'],
  ['joiners, which names are spelt with', 'علی\u200cرضا', 'علی\u200cرضا'],
])('%s is cleaned', (_what, text, fit) => {
  expect(outsideText(text)).toBe(fit);
});

test.each([
  ['as it is', 'no BADGE-1/x for you'],
  ['in other letters', 'no badge-1/X for you'],
  ['as an address has it', 'no BADGE-1%2Fx for you'],
  ['with characters between that nobody sees', 'no BAD\u200bGE-1\u2060/x for you'],
])('a secret is removed, %s', (_how, text) => {
  expect(outsideText(text, { secrets: ['BADGE-1/x'] })).toBe('no … for you');
});

test('a secret that contains another one is removed as a whole', () => {
  expect(outsideText('of A-1-B', { secrets: ['A-1', 'A-1-B'] })).toBe('of …');
});

test('secrets are removed before the end is cut off', () => {
  const text = `${'x'.repeat(195)}BADGE-12345`;
  expect(outsideText(text, { secrets: ['BADGE-12345'] })).toBe(`${'x'.repeat(195)}…`);
  expect(outsideText('y'.repeat(1000), { longest: 10 })).toBe(`${'y'.repeat(10)}…`);
});

test('whatever comes in, no secret and no control character comes out, and the length is bounded', () => {
  // Without the character that takes the place of a secret, and without spaces at the ends.
  const secrets = fc.string({ minLength: 1, unit: fc.constantFrom(...'AaBb1.*+[]/\\-') });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), secrets, fc.string(), (before, secret, after) => {
      const text = outsideText(before + secret + after, { secrets: [secret] });
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
      expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(text.length).toBeLessThanOrEqual(201);
    }),
  );
});
