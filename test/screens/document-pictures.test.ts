import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DOCUMENT_PICTURES, withRealAddress } from './fixtures/document-pictures.ts';
import { takeGatesPicture } from './fixtures/gates-picture.ts';
import { withoutChance } from './fixtures/without-chance.ts';
import { type Look, pixelsOf } from './tour/looks.ts';
import { startTour } from './tour/tour.ts';

/** `npm run screenshots` sets it: the folder for the pictures. */
const TAKEN_TO = process.env.KIOSK_SCREENSHOTS;

const ROOT = path.resolve(import.meta.dirname, '../..');
const KEPT = path.join(ROOT, 'docs/pictures');

const LOOK: Look = { language: 'en', theme: 'dark', size: '1366x768' };

/** The width of the pictures, in pixels: letters of the staff area can still be read, and few bytes are needed. */
const WIDTH = 960;

/** A picture of a page, as a small WebP. The browser draws it small, so that no letters are lost by shrinking. */
async function webpOf(page: Page): Promise<Buffer> {
  const { width, height } = pixelsOf(LOOK.size);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 80,
    clip: { x: 0, y: 0, width, height, scale: WIDTH / width },
  });
  await devtools.detach();
  return Buffer.from(data, 'base64');
}

/** The pictures that a document shows, by the names of their files. */
function shownIn(document: string): string[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  return [...text.matchAll(/!\[[^\]]+\]\([^)]*?pictures\/([^)]+)\)/g)].map(([, file = '']) => file);
}

/** The only picture that is no stop of the tour. */
const GATES = 'gates';

const FILES = [...DOCUMENT_PICTURES.map(({ name }) => name), GATES]
  .map((name) => `${name}.webp`)
  .sort();

if (TAKEN_TO === undefined) {
  it('the documents show each picture that npm run screenshots takes, and no other', () => {
    const shown = [...shownIn('README.md'), ...shownIn('docs/guide.md')];
    expect([...new Set(shown)].sort()).toEqual(FILES);
  });

  it('there is a file for each picture in the documents, and no other', () => {
    expect(readdirSync(KEPT).sort()).toEqual(FILES);
  });
} else {
  const tour = startTour();
  mkdirSync(TAKEN_TO, { recursive: true });

  it.for(DOCUMENT_PICTURES)('$name is taken', async (stop) => {
    await tour.visit(stop, [LOOK], async (page) => {
      await withoutChance(page);
      await withRealAddress(page);
      writeFileSync(path.join(TAKEN_TO, `${stop.name}.webp`), await webpOf(page));
    });
  });

  it('the gates of the demo are taken', async () => {
    writeFileSync(path.join(TAKEN_TO, `${GATES}.webp`), await takeGatesPicture(WIDTH));
  });
}
