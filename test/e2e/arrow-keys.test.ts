import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../fixtures/words-of.ts';
import { served } from './drivers/served.ts';
import { KeyboardAlone } from './fixtures/keyboard-alone.ts';
import { nextResult, screenIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor } from './fixtures/scan-log.ts';
import { until } from './fixtures/until.ts';

/** Whoever has a remote control, or a switch device that sends its keys: four arrows, and one key that presses. */
async function runFor(language: 'en' | 'ur') {
  const kiosk = await runScanningKiosk(served, { env: { KIOSK_LANGUAGE: language } });
  const { page } = kiosk;
  const words = wordsOf(language);
  await page.locator(`html[lang="${language}"]`).waitFor();
  const person = new KeyboardAlone(page);
  const press = async (...keys: string[]) => {
    for (const key of keys) await person.key(key);
  };
  const open = (name: string) => page.getByRole('button', { name, exact: true }).click();
  return { ...kiosk, words, press, open, person };
}

const holds = (page: Page, field: string, text: string) =>
  until(async () => expect(await page.locator(field).inputValue()).toBe(text));

/** What is written on the key that has the focus, or the field's id. */
const at = (page: Page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);

describe.each(['en', 'ur'] as const)('with arrow keys, in %s', (language) => {
  it('a code is typed on the keys of the screen, as they are seen', async () => {
    const { page, words, press, open } = await runFor(language);
    await open(words.edge.typeCode);
    await press('ArrowDown', 'Home');
    expect(await at(page)).toBe('1');
    await press('ArrowRight', 'ArrowDown');
    expect(await at(page)).toBe('W');
    await press('Enter', 'Space');
    await holds(page, '#code', 'WW');
    await press('End', 'ArrowUp');
    expect(await at(page)).toBe('0');
    // There is nothing beyond the last key of a row.
    await press('ArrowRight');
    expect(await at(page)).toBe('0');
    await press('ArrowLeft', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await at(page)).toBe(words.codeEntry.delete);
    await press('Enter');
    await holds(page, '#code', 'W');
    await press('Home');
    expect(await at(page)).toBe(words.codeEntry.shiftKey);
    await press('Enter', 'ArrowUp', 'Enter');
    await holds(page, '#code', 'Wc');
    await press('ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp');
    expect(await at(page)).toBe('code');
  });

  it('the PIN is entered on its keys, and a keyboard’s digits count as ever', async () => {
    const { page, words, press, open } = await runFor(language);
    await open(words.edge.staff);
    await screenIs(page, 'staff');
    // The keys are on the right of the field.
    await press('ArrowRight', 'ArrowUp', 'ArrowUp', 'Home');
    expect(await at(page)).toBe('1');
    let from = '1';
    for (const digit of PIN.slice(0, 6)) {
      await press(...arrows(from, digit), 'Enter');
      from = digit;
    }
    await holds(page, '#pin', PIN.slice(0, 6));
    await press(...PIN.slice(6));
    await holds(page, '#pin', PIN);
    await press(...arrows(from, '0'), 'End');
    expect(await at(page)).toBe(words.pin.unlock);
    await press('Enter');
    await page.locator('[data-problems]').waitFor();
  });
});

it('in the field of a code, the arrows to the sides move the caret', async () => {
  const { page, words, press, open } = await runFor('en');
  await open(words.edge.typeCode);
  await press('B', '-', '1', 'ArrowLeft', 'ArrowLeft', 'A');
  await holds(page, '#code', 'BA-1');
  await press('Home', 'X', 'End', 'Y');
  await holds(page, '#code', 'XBA-1Y');
});

it('a scanner is heard while an arrow has led to a key', async () => {
  const { page, words, press, open, scanner, ...kiosk } = await runFor('en');
  await open(words.edge.typeCode);
  await press('ArrowDown');
  const told = await nextResult(page);
  await scanner.scan('TEST-ARROWS-1');
  expect(codeSentFor(kiosk, await told('checked-in'))).toBe('TEST-ARROWS-1');
});

/** The way from one digit to another on the pad: first up or down, where every column has a key. */
function arrows(from: string, to: string): string[] {
  const [one, other] = [placeOf(from), placeOf(to)];
  const across = other.column - one.column;
  const down = other.row - one.row;
  const sideways = Array(Math.abs(across)).fill(across > 0 ? 'ArrowRight' : 'ArrowLeft');
  const upright = Array(Math.abs(down)).fill(down > 0 ? 'ArrowDown' : 'ArrowUp');
  return to === '0' ? [...sideways, ...upright] : [...upright, ...sideways];
}

function placeOf(digit: string): { row: number; column: number } {
  if (digit === '0') return { row: 3, column: 1 };
  const index = Number(digit) - 1;
  return { row: Math.floor(index / 3), column: index % 3 };
}
