import { beforeEach, expect, it } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { served } from './drivers/served.ts';
import { FULL_SCREEN, startDesktop } from './fixtures/desktop.ts';
import { checkIn, pageOf, startKioskWindow, UNEVEN_KEYS } from './fixtures/kiosk-window.ts';
import { readySettings, runSimulator } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';

beforeEach(({ skip }) => {
  const missing = missingOf(['Xvfb', 'openbox', 'xdotool', 'setxkbmap']) ?? served.unavailable;
  if (missing) skip(missing);
});

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const DIGITS = [...'0123456789'];
const FUNCTION_KEYS = Array.from({ length: 12 }, (_, index) => `F${index + 1}`);
const NUMBER_BLOCK = [...DIGITS.map((digit) => `KP_${digit}`), 'KP_Add', 'KP_Subtract'];
const SIGNS = ['minus', 'equal', 'plus', 'comma', 'period', 'slash', 'backslash', 'bracketleft'];
const MOVING = ['Left', 'Right', 'Up', 'Down', 'Home', 'End', 'Prior', 'Next', 'Tab', 'Delete'];
const OTHERS = ['Escape', 'BackSpace', 'Insert', 'Return', 'space', 'Menu', 'Print'];
const OF_BROWSERS = [
  ...['Back', 'Forward', 'HomePage', 'Refresh', 'Reload', 'Search', 'Favorites', 'Stop', 'New'],
  ...['Open', 'Close', 'Save', 'Mail', 'WWW', 'Explorer', 'Calculator', 'Tools', 'Documents'],
].map((name) => `XF86${name}`);
const WITH_OTHERS = [
  ...LETTERS,
  ...DIGITS,
  ...FUNCTION_KEYS,
  ...NUMBER_BLOCK,
  ...SIGNS,
  ...MOVING,
  ...OTHERS,
];
const HELD = ['ctrl', 'alt', 'ctrl+shift', 'alt+shift', 'ctrl+alt'];

/**
 * Every key that Chromium's own table of shortcuts has for Linux, and all others of these keyboards with the same keys
 * held, so that a new version's are tried, too. With Shift alone only those that type nothing.
 */
const CHORDS = [
  ...FUNCTION_KEYS,
  ...OF_BROWSERS,
  'Menu',
  'Alt_L',
  'Escape',
  'Cancel',
  ...HELD.flatMap((held) => WITH_OTHERS.map((key) => `${held}+${key}`)),
  ...[...FUNCTION_KEYS, ...NUMBER_BLOCK, ...MOVING, ...OTHERS].map((key) => `shift+${key}`),
];

it('gives the browser no key, neither while a code is typed nor by itself', {
  timeout: 300_000,
}, async () => {
  const desktop = await startDesktop({ hasKeys: false });
  const simulator = await runSimulator();
  const kiosk = startKioskWindow(desktop, { env: { ...readySettings(simulator), ...UNEVEN_KEYS } });
  const page = await pageOf(kiosk);
  const opened: string[] = [];
  page.context().on('page', (other) => opened.push(other.url()));
  const address = page.url();
  await page.evaluate(() => Object.assign(globalThis, { isTheFirst: true }));
  const looks = () =>
    page.evaluate(() => ({
      isTheFirst: 'isTheFirst' in globalThis,
      hasKeys: document.hasFocus(),
      size: [innerWidth, innerHeight],
      zoom: [devicePixelRatio, visualViewport?.scale],
      found: String(getSelection()),
      address: document.URL,
    }));
  const asItWas = {
    isTheFirst: true,
    hasKeys: true,
    size: [FULL_SCREEN.width, FULL_SCREEN.height],
    zoom: [1, 1],
    found: '',
    address,
  };

  for (let first = 0; first < CHORDS.length; first += 48) {
    const some = CHORDS.slice(first, first + 48);
    // By themselves; then in the middle of what a scanner types.
    desktop.pressEach(some);
    desktop.type('TEST-', ...some.flatMap((chord) => ['x', 'y', chord, 'z']), 'Return');
    expect([some, opened, await looks()]).toEqual([some, [], asItWas]);
  }
  // AltGr goes back and forward, too; the US layout has none.
  desktop.setLayout('de');
  desktop.pressEach(['ISO_Level3_Shift+Left', 'ISO_Level3_Shift+Right']);
  expect([opened, await looks()]).toEqual([[], asItWas]);
  desktop.setLayout('us');
  await checkIn(page, () => desktop.scan('TEST-AFTER-ALL-KEYS'));
  expect([opened, await looks()]).toEqual([[], asItWas]);
  expect(desktop.windows()).toEqual([FULL_SCREEN]);
});

it('closes a window that appears nevertheless, and is in front again', {
  timeout: 180_000,
}, async () => {
  const desktop = await startDesktop();
  const simulator = await runSimulator();
  const kiosk = startKioskWindow(desktop, { env: { ...readySettings(simulator), ...UNEVEN_KEYS } });
  const page = await pageOf(kiosk);
  const cdp = await page.context().browser()?.newBrowserCDPSession();
  for (const [index, url] of [
    'chrome://downloads/',
    'chrome://newtab/',
    'data:text/html,out',
  ].entries()) {
    await cdp?.send('Target.createTarget', { url, newWindow: index > 0 });
    await until(() => {
      expect(desktop.windows()).toEqual([FULL_SCREEN]);
      expect(desktop.activeWindow()).toEqual(FULL_SCREEN);
    }, 5_000);
    await checkIn(page, () => desktop.scan(`TEST-IN-FRONT-${index}`));
  }
});

it('comes to the front again when another program covers it', { timeout: 180_000 }, async () => {
  const desktop = await startDesktop();
  const simulator = await runSimulator();
  const kiosk = startKioskWindow(desktop, { env: { ...readySettings(simulator), ...UNEVEN_KEYS } });
  const page = await pageOf(kiosk);
  await until(() => expect(desktop.activeWindow()).toEqual(FULL_SCREEN));

  desktop.showProgram();
  await until(() => expect(desktop.windows()).toHaveLength(2), 30_000);
  await until(() => expect(desktop.activeWindow()).toEqual(FULL_SCREEN), 10_000);
  await until(async () => expect(await page.evaluate(() => document.hasFocus())).toBe(true));
  await checkIn(page, () => desktop.scan('TEST-OVER-ANOTHER-PROGRAM'));
});
