import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { CARD_ROWS } from '../../build/gate-card/card-words.ts';
import { cardFonts, cardsOfEveryLanguage } from '../../build/gate-card/cards-of-every-language.ts';
import { loadIcons } from '../../build/gate-card/draw-icon.ts';
import { gateCards } from '../../build/gate-card/gate-cards.ts';
import { withCards } from '../../build/gate-card/print-cards.ts';
import { STAY_MS } from '../../renderer/state/scan-flow.ts';
import { LANGUAGE_CODES } from '../../shared/words/languages.ts';

const PRINTED = path.resolve(import.meta.dirname, '../../docs/gate-cards.pdf');

const CATALOGUES = path.resolve(import.meta.dirname, '../../shared/words/catalogues');

const html = async () => gateCards(cardsOfEveryLanguage(), await loadIcons(), cardFonts());

it('the printed gate cards say what the screen says today (npm run gate-cards)', async () => {
  const [, title] = /<title>(.+)<\/title>/.exec(await html()) ?? [];
  expect(readFileSync(PRINTED, 'latin1')).toContain(`/Title (${title})`);
});

it('a gate card has a row for each look of a result', () => {
  expect(CARD_ROWS).toEqual(expect.arrayContaining(Object.keys(STAY_MS)));
});

/** What the texts of a card, or of a catalogue, are. */
function textsIn(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return Object.values(words as object).flatMap(textsIn);
}

it.for(cardsOfEveryLanguage())('the $language card quotes buttons that are there', (card) => {
  const catalogue = readFileSync(path.join(CATALOGUES, `${card.language}.json`), 'utf8');
  const onScreen = textsIn(JSON.parse(catalogue));
  const quoted = textsIn(card.says).flatMap((text) =>
    [...text.matchAll(/[“„”«「]\s?([^“„”«»「」]+?)\s?[“”»」]/g)].map(([, words = '']) => words),
  );
  expect(quoted.length).toBeGreaterThan(4);
  expect(quoted.filter((words) => !onScreen.includes(words))).toEqual([]);
});

const program = ensureChromium();

it.skipIf(program === null)('each gate card fits on its sheet, in all languages', async () => {
  const sheets = await withCards(await html(), program ?? '', (page) =>
    page.locator('article').evaluateAll((articles) =>
      articles.map((sheet) => {
        const bounds = sheet.getBoundingClientRect();
        const parts = [...sheet.querySelectorAll('*')].map((part) => part.getBoundingClientRect());
        const advice = sheet.querySelector('ul')?.getBoundingClientRect().bottom ?? 0;
        const contacts = sheet.querySelector('footer')?.getBoundingClientRect().top ?? 0;
        const isInside = ({ left, right, top, bottom }: DOMRect) =>
          left >= bounds.left &&
          right <= bounds.right &&
          top >= bounds.top &&
          bottom <= bounds.bottom;
        return { language: sheet.id, fits: parts.every(isInside) && advice <= contacts };
      }),
    ),
  );
  expect(sheets).toEqual(LANGUAGE_CODES.map((language) => ({ language, fits: true })));
});
