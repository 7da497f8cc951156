// Visitors whose badge had a second code beside the one for checking in (another exhibitor's address, a contact card,
// the venue's Wi-Fi) were asked for one badge at a time for as long as they held it up, or were refused for the address.
import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import type { BadgeScene, DrawnSymbol } from '../e2e/fixtures/fake-camera-video.ts';
import { codesSent, kioskThatSees, outcomesOf } from '../e2e/fixtures/film-kiosk.ts';
import { watchResults } from '../e2e/fixtures/shown-results.ts';
import { until } from '../e2e/fixtures/until.ts';

const LEAD = 'https://expo.example/lead/4711';
const CARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Sam Okafor\nTEL:+15550100\nEND:VCARD';
const WIFI = 'WIFI:T:WPA;S:Expo;P:welcome;;';

const EMPTY: BadgeScene = { code: null, ms: 2000 };
/** A badge held up for a second and a half, its other code at the right of the one for checking in. */
const held = (code: string | DrawnSymbol, other: string, size: number): BadgeScene => ({
  code,
  middle: 0.25,
  ms: 1500,
  beside: { code: other, size },
});

test('a badge with a second code gets in at once, and that code is never sent', async () => {
  const kiosk = await kioskThatSees([
    held('TEST-TWO-1', LEAD, 1),
    EMPTY,
    held('TEST-TWO-2', LEAD, 1.6),
    EMPTY,
    held('TEST-TWO-3', CARD, 1.2),
    EMPTY,
    held('TEST-TWO-4', WIFI, 1.6),
    EMPTY,
  ]);
  const results = await watchResults(kiosk.page);
  await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
  expect(codesSent(kiosk)).toEqual(['TEST-TWO-1', 'TEST-TWO-2', 'TEST-TWO-3', 'TEST-TWO-4']);
  expect(outcomesOf(kiosk).slice(0, 4)).toEqual(Array(4).fill('checked-in'));
  const marks = new Set((await results()).map(({ mark }) => mark));
  for (const wrong of ['rejected', 'unreadable'] as const) expect(marks).not.toContain(wrong);
}, 90_000);

test('a badge whose other code comes into view first, and leaves it last, gets in', async () => {
  const other = { code: LEAD, size: 1.6 };
  const kiosk = await kioskThatSees([
    EMPTY,
    { code: null, ms: 400, beside: other },
    held('TEST-TWO-5', LEAD, 1.6),
    { code: null, ms: 1000, beside: other },
    EMPTY,
  ]);
  await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
  expect(codesSent(kiosk)).toEqual(['TEST-TWO-5']);
}, 90_000);

test('a badge gets in whose code is harder to read than the one beside it', async () => {
  const kiosk = await kioskThatSees([EMPTY, held(lightOnDark('TEST-TWO-8'), LEAD, 1)]);
  await until(() => expect(outcomesOf(kiosk)).toContain('checked-in'), 30_000);
  expect(codesSent(kiosk)).toEqual(['TEST-TWO-8']);
});

test('a code that does not look like a badge’s is sent all the same where it comes alone', async () => {
  const kiosk = await kioskThatSees([EMPTY, { code: LEAD, ms: 3000 }]);
  await until(() => expect(outcomesOf(kiosk)).toContain('rejected'), 30_000);
  expect(codesSent(kiosk)).toEqual([LEAD]);
});

test('whose badge has nothing but codes that can’t be sent is told so', async () => {
  const kiosk = await kioskThatSees([
    EMPTY,
    { ...held(CARD, CARD.replace('Sam', 'Kim'), 1), ms: 3000 },
    EMPTY,
    { code: 'TEST-TWO-9', ms: 1500 },
  ]);
  const results = await watchResults(kiosk.page);
  await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
  expect(codesSent(kiosk)).toEqual(['TEST-TWO-9']);
  expect((await results()).map(({ mark }) => mark)).toContain('unreadable');
}, 90_000);

test('of two badges that look alike none is chosen, whatever else is on them', async () => {
  const kiosk = await kioskThatSees([
    EMPTY,
    { code: 'TEST-TWO-6', middle: 0.25, ms: 2500, beside: { code: 'TEST-TWO-7', size: 1 } },
    { code: 'TEST-TWO-6', middle: 0.25, ms: 1500, beside: { code: LEAD, size: 1 } },
  ]);
  await until(() => expect(outcomesOf(kiosk)).toContain('checked-in'), 30_000);
  expect(codesSent(kiosk)).toEqual(['TEST-TWO-6']);
});

/** A QR code that is printed light on dark: only one of the preparations reads it. */
function lightOnDark(text: string): DrawnSymbol {
  const { size, data } = QRCode.create(text).modules;
  const margin = 4;
  const side = size + 2 * margin;
  return {
    columns: side,
    rows: side,
    isDark: (column, row) => {
      const [x, y] = [column - margin, row - margin];
      return x < 0 || y < 0 || x >= size || y >= size || !data[y * size + x];
    },
  };
}
