import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_CODE } from '../../../../../renderer/scanner/wedge/wedge-scan.ts';
import { eventsOf, namedKey, play, scannerKeys, type TimedKey, usKey } from './typed-keys.ts';

/** Two keyboards can't hold the same key: a person presses these alone, and no code has them. */
const PERSONS = ['q', 'j', 'z'];

const code = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0x7e })
    .map((n) => String.fromCharCode(n))
    .filter((character) => !PERSONS.includes(character.toLowerCase())),
  minLength: 6,
  maxLength: 512,
});
const strays = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom(...PERSONS),
    after: fc.integer({ min: 1, max: 300 }),
    heldMs: fc.integer({ min: 45, max: 180 }),
  }),
  { maxLength: 3, selector: ({ key }) => key },
);
const pauses = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 41, max: 1900 })), { maxLength: 3 });
const lost: TimedKey = { ...namedKey('Control', 2), heldMs: 1 };

test('any scan is read exactly or refused: strays before it, pauses, keys handed over late, a lost control character', () => {
  const known = scannerKeys('known-01', { gaps: () => 6 });
  fc.assert(
    fc.property(
      fc.record({
        text: code,
        strays,
        pauses,
        pace: fc.integer({ min: 1, max: 14 }),
        first: fc.integer({ min: 1, max: 300 }),
        late: fc.option(fc.nat({ max: 1000 }), { nil: undefined }),
        lostAt: fc.option(fc.nat(), { nil: undefined }),
      }),
      ({ text, strays, pauses, pace, first, late, lostAt }) => {
        const person = strays.map(({ key, after, heldMs }, index) => ({
          ...usKey(key, index === 0 ? 3000 : after),
          heldMs,
        }));
        const at = new Map(pauses.map(([place, pause]) => [(place % text.length) + 1, pause]));
        const before = person.length === 0 ? 3000 : first;
        const gaps = (index: number) => (index === 0 ? before : (at.get(index) ?? pace));
        const scan = scannerKeys(text, { gaps });
        if (lostAt !== undefined) scan.splice(1 + (lostAt % (scan.length - 1)), 0, lost);

        const given = late === undefined ? {} : { lateAfter: eventsOf(known).length + late };
        const { scans } = play([...known, ...person, ...scan], given);
        const read = scans.filter((each) => !['', NO_CODE, 'known-01'].includes(each));
        expect(read.filter((each) => lostAt !== undefined || each !== text)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
