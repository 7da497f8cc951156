import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { namedKey, scannerKeys, usKey } from '../unit/renderer/scanner/wedge/typed-keys.ts';
import { attachKeyboard } from './keyboard.ts';
import { gatherTrouble, openBrowser, type ScannerPage, serveScannerPage } from './scanner-page.ts';

const CODE = 'confera-attendance:DAY1 XYZ_42';
/** The scanners' gaps between two keys, in milliseconds. */
const SPEEDS = [0, 5, 16, 30, 40];
const FIELDS = ['#controlled', '#plain', '#area', '#number'];

let site: ScannerPage;
let browser: Browser;
let page: Page;
let type: Awaited<ReturnType<typeof attachKeyboard>>;
let trouble: string[];

beforeAll(async () => {
  site = await serveScannerPage();
  browser = await openBrowser();
});
beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
  trouble = gatherTrouble(page, site.url);
  await page.goto(site.url);
  await page.locator('#button').waitFor();
  type = await attachKeyboard(page);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

const lines = (list: string) => page.locator(`#${list} li`).allTextContents();
const scanned = (count: number) =>
  page
    .locator('#scans li')
    .nth(count - 1)
    .waitFor();
const pressed = (count: number) =>
  page
    .locator('#presses li')
    .nth(count - 1)
    .waitFor();
const scan = (text: string, gap: number, end: 'Enter' | 'Tab' | null = 'Enter') =>
  type(scannerKeys(text, { gaps: () => gap, end }));
/** The id of what has the focus. */
const focused = () => page.locator(':focus').getAttribute('id');

test.each(FIELDS)(
  'a scan while %s has the focus is read at any speed and leaves it as it was',
  async (selector) => {
    const field = page.locator(selector);
    const before = selector === '#number' ? '12' : 'before after';
    await field.fill(before);
    for (const [index, gap] of SPEEDS.entries()) {
      await scan(CODE, gap);
      await scanned(index + 1);
      expect(await field.inputValue()).toBe(before);
    }
    expect(await lines('scans')).toEqual(SPEEDS.map(() => CODE));
    expect(await lines('presses')).toEqual([]);
    expect(trouble).toEqual([]);
  },
);

test('a scan leaves the caret and the selection where they were', async () => {
  const field = page.locator('#plain');
  await field.focus();
  await page.evaluate("document.querySelector('#plain').setSelectionRange(2, 6)");
  await scan(CODE, 10);
  await scanned(1);
  expect(await field.inputValue()).toBe('before after');
  await page.keyboard.insertText('X');
  expect(await field.inputValue()).toBe('beX after');
});

test('React notices that keys were taken out of a field that it controls', async () => {
  await page.locator('#controlled').fill('ABC');
  await scan(CODE, 10);
  await scanned(1);
  expect(await page.locator('#shown').textContent()).toBe('ABC');
});

test.each(['Enter', 'Tab', null] as const)(
  'a scan that ends with %s presses no button and moves no focus',
  async (end) => {
    await page.locator('#button').focus();
    await scan('badge 42 with spaces', 8, end);
    await scanned(1);
    await scan('badge 43 with spaces', 8, end);
    await scanned(2);
    expect(await lines('scans')).toEqual(['badge 42 with spaces', 'badge 43 with spaces']);
    expect(await lines('presses')).toEqual([]);
    expect(await focused()).toBe('button');
  },
);

test('a scan with nothing focused is read', async () => {
  await scan(CODE, 10);
  await scanned(1);
  expect(await lines('scans')).toEqual([CODE]);
});

test('a scan into a busy page is read by when its keys were pressed', async () => {
  await page.locator('#controlled').focus();
  const busy = page.evaluate(
    '{ const until = performance.now() + 600; while (performance.now() < until); }',
  );
  await scan(CODE, 10);
  await busy;
  await scanned(1);
  expect(await lines('scans')).toEqual([CODE]);
  expect(await page.locator('#controlled').inputValue()).toBe('');
});

test('a scan is refused if the window lost the rest of it, and the next one is read', async () => {
  await type(scannerKeys('badge-42-and', { gaps: () => 10, end: null }));
  await page.evaluate("window.dispatchEvent(new Event('blur'))");
  await scanned(1);
  await type([{ ...namedKey('Shift', 2500) }, ...scannerKeys('badge-43', { gaps: () => 10 })]);
  await scanned(2);
  expect(await lines('scans')).toEqual(['', 'badge-43']);
});

test('a scan that was under way when the window got the keyboard is refused', async () => {
  await page.evaluate(
    "window.addEventListener('keydown', () => window.dispatchEvent(new Event('focus')), { once: true })",
  );
  await type(scannerKeys('e-42-and-more', { gaps: () => 10 }));
  await scanned(1);
  await type(scannerKeys('badge-43', { gaps: () => 10 }));
  await scanned(2);
  expect(await lines('scans')).toEqual(['', 'badge-43']);
});

test('a person types into a field as usual, and Enter submits the form', async () => {
  await page.locator('#controlled').focus();
  const text = 'Ayesha Khan';
  await type([...text].map((character) => usKey(character, 120)));
  expect(await page.locator('#controlled').inputValue()).toBe(text);
  await type([namedKey('Enter', 0)]);
  await pressed(1);
  expect(await lines('presses')).toEqual([`submit ${text}`]);
  expect(await lines('scans')).toEqual([]);
});

test('keys that a person rolls over come late but in order', async () => {
  await page.locator('#controlled').focus();
  await type([...'abcd'].map((character) => usKey(character, 15)));
  await page.locator('#shown', { hasText: 'abcd' }).waitFor();
  await type([...'efg'].map((character, index) => usKey(character, index === 0 ? 120 : 15)));
  await type([namedKey('Enter', 0)]);
  await pressed(1);
  expect(await lines('presses')).toEqual(['submit abcdefg']);
  expect(await lines('scans')).toEqual([]);
});

test('a code too short for a scan stays in its field', async () => {
  await page.locator('#controlled').focus();
  await scan('A1B2', 8);
  await pressed(1);
  expect(await lines('presses')).toEqual(['submit A1B2']);
  expect(await lines('scans')).toEqual([]);
});

test('a person presses a button by Enter and by Space', async () => {
  await page.locator('#button').focus();
  await type([namedKey('Enter', 0)]);
  await pressed(1);
  await type([usKey(' ', 0)]);
  await pressed(2);
  expect(await lines('presses')).toEqual(['button', 'button']);
});

test.each([
  ['an Enter', namedKey('Enter', 0)],
  ['a Space', usKey(' ', 0)],
])('%s that a scanner sends before the code presses nothing', async (_, first) => {
  for (const [index, selector] of ['#button', '#controlled', '#send'].entries()) {
    await page.locator(selector).focus();
    await type([{ ...first, heldMs: 2 }, ...scannerKeys('badge-42', { gaps: () => 5 })]);
    await scanned(index + 1);
  }
  // A person's key takes effect late. By then, an earlier press would have shown.
  await page.locator('#button').focus();
  await type([namedKey('Enter', 300)]);
  await pressed(1);
  expect(await lines('presses')).toEqual(['button']);
  expect((await lines('scans')).map((code) => code.trim())).toEqual([
    'badge-42',
    'badge-42',
    'badge-42',
  ]);
});

test('a list is left as it was chosen', async () => {
  const list = page.locator('#list');
  await list.selectOption('second');
  await list.focus();
  for (const [index, gap] of SPEEDS.entries()) {
    await scan('first-badge-42', gap);
    await scanned(index + 1);
    expect(await list.inputValue()).toBe('second');
  }
  expect(await lines('scans')).toEqual(SPEEDS.map(() => 'first-badge-42'));
});

test('a key that a person holds down while another scans goes back into its field', async () => {
  await page.locator('#controlled').fill('A');
  await type([
    { ...usKey('x', 0), heldMs: 90 },
    ...scannerKeys(CODE, { gaps: (index) => (index === 0 ? 12 : 5) }),
  ]);
  await scanned(1);
  expect(await lines('scans')).toEqual([CODE]);
  expect(await page.locator('#controlled').inputValue()).toBe('Ax');
  expect(await page.locator('#shown').textContent()).toBe('Ax');
});

test('a scan that waits has the time of its own last key, whatever is pressed after it', async () => {
  await scan('no badge 42', 5);
  const typedBy = await page.evaluate<number>('performance.now()');
  await type([namedKey('Shift', 10)]);
  await scanned(1);
  expect(Number((await lines('heard'))[0])).toBeLessThanOrEqual(typedBy);
});
