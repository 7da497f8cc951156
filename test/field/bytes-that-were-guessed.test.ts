// Visitors whose badges were printed with accented letters in an older character set were looked up under Chinese
// characters and refused, and so was somebody whose code began like what a scanner puts before a code.
import { expect, test } from 'vitest';
import type { BadgeScene, Printed } from '../e2e/fixtures/fake-camera-video.ts';
import { codesSent, kioskThatSees, outcomesOf } from '../e2e/fixtures/film-kiosk.ts';
import { watchResults } from '../e2e/fixtures/shown-results.ts';
import { until } from '../e2e/fixtures/until.ts';
import { undeclaredBytes } from '../fixtures/drawn-symbols.ts';

/** Each alone for a while, and a last badge that tells that all have been seen. */
function shownInTurn(codes: Printed[], ms = 2000): BadgeScene[] {
  const empty: BadgeScene = { code: null, ms: 1000 };
  return [...codes, 'TEST-LAST'].flatMap((code) => [empty, { code, ms }]);
}

test('bytes are sent as the text that they are, or not at all', async () => {
  const exact = ['Grüße-登録', ']Q1TEST-AIM', '\\000026TEST-ECI'];
  const kiosk = await kioskThatSees(
    shownInTurn([
      Buffer.from('ééécéé jj', 'latin1'),
      Buffer.from('4241ff31', 'hex'),
      ...exact.map((text) => Buffer.from(text)),
    ]),
  );
  const results = await watchResults(kiosk.page);
  await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
  expect(codesSent(kiosk)).toEqual([...exact, 'TEST-LAST'].toSorted());
  expect((await results()).map(({ mark }) => mark)).toContain('unreadable');
}, 90_000);

test.each(['data-matrix', 'aztec', 'pdf417', 'code-128'] as const)(
  'so are those of every other kind of code: %s',
  async (format) => {
    // Until a busy machine has tried all preparations of a frame: before that, no code is refused.
    const kiosk = await kioskThatSees(shownInTurn([undeclaredBytes(format)], 4000), {
      KIOSK_CODE_FORMATS: `qr,${format}`,
    });
    const results = await watchResults(kiosk.page);
    await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
    expect(codesSent(kiosk)).toEqual(['TEST-LAST']);
    expect((await results()).map(({ mark }) => mark)).toContain('unreadable');
  },
  90_000,
);
