// Visitors whose badge had a second code beside the one for checking in (another exhibitor's address, a contact card,
// the venue's Wi-Fi) were asked for one badge at a time for as long as they held it up, or were refused for the address.
import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import type { CameraView, DrawnSymbol } from '../e2e/fixtures/fake-camera-video.ts';
import {
  cameraRunsFor,
  codesSent,
  kioskThatSees,
  outcomesOf,
  shareKioskToShow,
} from '../e2e/fixtures/film-kiosk.ts';
import { outcomeIs } from '../e2e/fixtures/page-marks.ts';
import { scanSentWith } from '../e2e/fixtures/scan-log.ts';
import { watchResults } from '../e2e/fixtures/shown-results.ts';
import { until } from '../e2e/fixtures/until.ts';
import { WORDS } from '../fixtures/words.ts';

/** Another one for each badge: one that has been in view is known already. */
const lead = (number: number) => `https://expo.example/lead/${number}`;
const card = (name: string) =>
  `BEGIN:VCARD\nVERSION:3.0\nFN:${name} Okafor\nTEL:+15550100\nEND:VCARD`;
const WIFI = 'WIFI:T:WPA;S:Expo;P:welcome;;';

const EMPTY: CameraView = { code: null };
/** How long a person holds up a badge that is read at once. */
const HELD_MS = 1500;

/** A badge held up, its other code at the right of the one for checking in. */
const held = (code: string | DrawnSymbol, other: string, size: number): CameraView => ({
  code,
  middle: 0.25,
  beside: { code: other, size },
});

// First, before there is the kiosk that the others share.
test('a badge whose other code comes into view first, and leaves it last, gets in', async () => {
  const beside = { code: lead(5), size: 1.6 };
  const kiosk = await kioskThatSees([
    // Alone for less time than that code needs to be taken for a badge's, but for more after the badge.
    { code: null, ms: 400, beside },
    { ...held('TEST-TWO-5', lead(5), 1.6), ms: 1500 },
    { code: null, ms: 1000, beside },
    { code: null, ms: 2000 },
  ]);
  await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
  expect(codesSent(kiosk)).toEqual(['TEST-TWO-5']);
}, 90_000);

const shared = shareKioskToShow();

/** Resolves once the badge with this code has got in. */
async function getsIn(code: string): Promise<void> {
  const kiosk = await shared();
  await until(() => expect(scanSentWith(kiosk, code)?.outcome).toBe('checked-in'), 20_000);
}

test.each([
  ['TEST-TWO-1', lead(1), 1],
  ['TEST-TWO-2', lead(2), 1.6],
  ['TEST-TWO-3', card('Sam'), 1.2],
  ['TEST-TWO-4', WIFI, 1.6],
])(
  'a badge with a second code gets in at once, and that code is never sent: %s',
  async (code, other, size) => {
    const kiosk = await shared();
    const before = codesSent(kiosk);
    const results = await watchResults(kiosk.page);
    kiosk.show(held(code, other, size));
    await getsIn(code);
    await cameraRunsFor(kiosk, HELD_MS);
    expect(codesSent(kiosk)).toEqual([...before, code].toSorted());
    const marks = new Set((await results()).map(({ mark }) => mark));
    for (const wrong of ['rejected', 'unreadable'] as const) expect(marks).not.toContain(wrong);
  },
);

test('a badge gets in whose code is harder to read than the one beside it', async () => {
  const kiosk = await shared();
  const before = codesSent(kiosk);
  kiosk.show(held(lightOnDark('TEST-TWO-8'), lead(8), 1));
  await getsIn('TEST-TWO-8');
  await cameraRunsFor(kiosk, HELD_MS);
  expect(codesSent(kiosk)).toEqual([...before, 'TEST-TWO-8'].toSorted());
});

test('a code that does not look like a badge’s is sent all the same where it comes alone', async () => {
  const kiosk = await shared();
  const before = codesSent(kiosk);
  kiosk.show({ code: lead(9) });
  await outcomeIs(kiosk.page, 'rejected');
  expect(codesSent(kiosk)).toEqual([...before, lead(9)].toSorted());
});

test('whose badge has nothing but codes that can’t be sent is told so', async () => {
  const kiosk = await shared();
  const before = codesSent(kiosk);
  kiosk.show(held(card('Kim'), card('Ada'), 1));
  await outcomeIs(kiosk.page, 'unreadable');
  await cameraRunsFor(kiosk, HELD_MS);
  kiosk.show({ code: 'TEST-TWO-9' });
  await getsIn('TEST-TWO-9');
  expect(codesSent(kiosk)).toEqual([...before, 'TEST-TWO-9'].toSorted());
});

test('of two badges that look alike none is chosen, whatever else is on them', async () => {
  const kiosk = await shared();
  const before = codesSent(kiosk);
  // They come into view together, and nobody else's badge is there.
  kiosk.show(EMPTY);
  await outcomeIs(kiosk.page, 'idle');
  kiosk.show({ code: 'TEST-TWO-6', middle: 0.25, beside: { code: 'TEST-TWO-7', size: 1 } });
  await kiosk.page.getByText(WORDS.idle.oneAtATime, { exact: true }).waitFor();
  await cameraRunsFor(kiosk, HELD_MS);
  expect(codesSent(kiosk)).toEqual(before);
  kiosk.show(held('TEST-TWO-6', lead(6), 1));
  await getsIn('TEST-TWO-6');
  expect(codesSent(kiosk)).toEqual([...before, 'TEST-TWO-6'].toSorted());
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
