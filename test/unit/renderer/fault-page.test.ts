import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WORDS } from '../../fixtures/words.ts';

const page = path.resolve(import.meta.dirname, '../../../renderer/public/fault.html');

test('the plain fault page says what the fault screen says, and needs no script', () => {
  const html = readFileSync(page, 'utf8');
  expect(html).toContain(`<h1>${WORDS.fault.headline}</h1>`);
  expect(html).toContain(`<p>${WORDS.fault.below}</p>`);
  expect(html).toContain('<main data-screen="fault">');
  expect(html).not.toMatch(/<script|style=/);
});
