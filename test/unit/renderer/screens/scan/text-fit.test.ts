import { expect, test } from 'vitest';
import { TITLE_FIT, textFit } from '../../../../../renderer/screens/scan/text-fit.ts';

test.each([
  ["We can't find this badge", 'short'],
  ['Welcome, Maximiliana Alexandra', 'long'],
  ['Welcome, Maximiliana-Alexandra von Hohenstein-Berg', 'longer'],
  [`Welcome, ${'A'.repeat(80)}`, 'longest'],
  ['Welcome, 山田太郎', 'short'],
  ['ようこそ、山田太郎さん、いらっしゃい', 'long'],
])('%s is %s', (text, fit) => {
  expect(textFit(text, TITLE_FIT)).toBe(fit);
});
