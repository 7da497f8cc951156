import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attendeeName } from '../../../electron/checkin/attendee-name.ts';

describe('the name in an answer', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['at the top', { ok: true, name: 'Ada Lovelace' }, 'Ada Lovelace'],
    ['as a full name', { fullName: 'Ada Lovelace' }, 'Ada Lovelace'],
    ['of the attendee', { attendee: { name: 'Ada' } }, 'Ada'],
    ['of the badge', { badge: { displayName: 'Ada' } }, 'Ada'],
    ['in the data', { data: { full_name: 'Ada Lovelace' } }, 'Ada Lovelace'],
    ['in two parts', { person: { firstName: 'Ada', lastName: 'Lovelace' } }, 'Ada Lovelace'],
    ['in two parts, the other way', { user: { first_name: 'Ada', last_name: 'L.' } }, 'Ada L.'],
    ['with one part only', { holder: { firstName: 'Ada' } }, 'Ada'],
    ['with spaces around it', { name: '  Ada ' }, 'Ada'],
    ['beyond ASCII', { name: 'محمد علي' }, 'محمد علي'],
  ])('is found %s', (_where, body, name) => {
    expect(attendeeName(body)).toBe(name);
  });

  test.each<[string, Record<string, unknown>]>([
    ['an empty object', {}],
    ['an empty name', { name: ' ' }],
    ['a name that is no text', { name: 42 }],
    ['a holder that is no object', { attendee: 'Ada', badge: null }],
    ['a name that no screen has room for', { name: 'A'.repeat(81) }],
    ['a field of its own', { visitorTitle: 'Ada' }],
  ])('is not required: %s', (_what, body) => {
    expect(attendeeName(body)).toBeNull();
  });

  test('cannot turn the screen’s line around', () => {
    expect(attendeeName({ name: 'Ada\u202e\u2066\u001b[2J' })).not.toMatch(
      /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
    );
  });

  test('of any body whatsoever is null or fit to be shown', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('name', 'data', 'attendee'), fc.anything()),
        (body) => {
          const name = attendeeName(body);
          if (name === null) return;
          expect(name).not.toBe('');
          expect(name).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});
