import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { faultPageIn } from '../../../../build/page/fault-pages.ts';
import { LANGUAGE_CODES, LANGUAGES } from '../../../../shared/words/languages.ts';
import { wordsOf } from '../../../fixtures/words-of.ts';

const page = path.resolve(import.meta.dirname, '../../../../renderer/public/fault.html');
const english = readFileSync(page, 'utf8');

test.each(LANGUAGE_CODES)('the fault page in %s has its words and its direction', (language) => {
  const html = faultPageIn(language, english);
  const { fault } = wordsOf(language);
  const { tag, direction } = LANGUAGES[language];
  expect(html).toContain(`<html lang="${tag}" dir="${direction}">`);
  expect(html).toContain(`<h1>${fault.headline}</h1>`);
  expect(html).toContain(`<p>${fault.below}</p>`);
  expect(html).not.toMatch(/<script|style=/);
});

test('a page that has other words than the English catalogue is not shipped untranslated', () => {
  const changed = english.replace('<h1>', '<h1>Sorry: ');
  expect(() => faultPageIn('de', changed)).toThrow(/fault\.html has no <h1>/);
});
