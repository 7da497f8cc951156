import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attendeeName } from '../../../../electron/core/delivery/attendee-name.ts';

describe('the name in an answer', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['of the attendee', { attendee: { name: 'Ada' } }, 'Ada'],
    ['of the participant', { participant: { full_name: 'Ada Lovelace' } }, 'Ada Lovelace'],
    ['of the attendee in the data', { data: { attendee: { fullName: 'Ada L.' } } }, 'Ada L.'],
    ['in two parts', { person: { firstName: 'Ada', lastName: 'Lovelace' } }, 'Ada Lovelace'],
    ['in two parts, the other way', { registrant: { first_name: 'A', last_name: 'L' } }, 'A L'],
    ['with one part only', { attendee: { firstName: 'Ada' } }, 'Ada'],
    ['without its emoji', { attendee: { name: 'Ada \u{1f389}' } }, 'Ada'],
    ['with spaces around it and in it', { attendee: { name: '  Ada  Lovelace ' } }, 'Ada Lovelace'],
  ])('is found %s', (_where, body, name) => {
    expect(attendeeName(body)).toBe(name);
  });

  test.each([
    'José Ángel Núñez',
    'Maximiliana Konstantinopoulou-Schwarzenberger von Hohenlohe',
    'فاطمة نور',
    'علی\u200cرضا',
    'Nguyễn Thị Ánh Tuyết',
    'မျှော်လင့်ကျော်',
    'कार्त्स्न्य किं',
    'בְּרֵאשִׁית',
    '山田 太郎',
    "Conor O'Brien, Jr.",
    'Imran Khan s/o Akram Khan (Lahore)',
    'Guest LOAD-17',
  ])('is taken as it is spelt: %s', (name) => {
    expect(attendeeName({ attendee: { name } })).toBe(name.normalize('NFC'));
  });

  test.each<[string, Record<string, unknown>]>([
    ['an empty object', {}],
    ["a ticket's name", { name: 'VIP' }],
    ["a badge's name", { badge: { name: 'VIP' }, data: { name: 'VIP' } }],
    ["an event's name", { event: { name: 'Harbour Conference' }, data: { event: { name: 'X' } } }],
    ["a user's name, which may be the gate's", { user: { name: 'Gate A' } }],
    ['an empty name', { attendee: { name: ' ' } }],
    ['a name that is no text', { attendee: { name: 42, fullName: ['Ada'] } }],
    ['a holder that is no object', { attendee: 'Ada', person: null, data: 7 }],
    ['a name that no screen has room for', { attendee: { name: 'A'.repeat(81) } }],
    ['digits alone', { attendee: { name: '4711' } }],
    ['an e-mail address', { attendee: { name: 'ada@example.org' } }],
    ['an address of the web', { attendee: { name: 'https://example.org' } }],
    ['markup', { attendee: { name: '<b>Ada</b>' } }],
    ['emoji alone', { attendee: { name: '\u{1f389}' } }],
    ['a letter under 78 marks', { attendee: { name: `A${'\u0301'.repeat(78)}` } }],
    ['marks chained by joiners', { attendee: { name: `A${'\u0301\u200d'.repeat(20)}` } }],
    ['marks alone', { attendee: { name: '\u0301\u0302' } }],
  ])('is not taken from %s', (_what, body) => {
    expect(attendeeName(body)).toBeNull();
  });

  test('is bounded in what a reader counts, not in code units', () => {
    const name = 'कि'.repeat(80);
    expect(attendeeName({ attendee: { name } })).toBe(name);
    expect(attendeeName({ attendee: { name: `${name}कि` } })).toBeNull();
  });

  test('cannot turn the screen’s line around', () => {
    const name = 'Ada\u202e\u2066 Love\u200flace';
    expect(attendeeName({ attendee: { name } })).toBe('Ada Lovelace');
  });

  test('of any body whatsoever is null or fit to be shown', () => {
    const holders = fc.dictionary(
      fc.constantFrom('name', 'firstName'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('data', 'attendee', 'person'),
          fc.oneof(holders, fc.anything()),
        ),
        (body) => {
          const name = attendeeName(body);
          if (name === null) return;
          expect(name).toMatch(/\p{L}/u);
          expect(name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\p{M}{7}/u);
        },
      ),
    );
  });
});
