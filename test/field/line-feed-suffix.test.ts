// A scanner that ends each code with a line feed typed Ctrl+J: the browser's downloads opened over the kiosk, and the
// codes of the next visitors went into a search box.
import { beforeEach, expect, it } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { served } from '../e2e/drivers/served.ts';
import { type Desktop, FULL_SCREEN, startDesktop } from '../e2e/fixtures/desktop.ts';
import { checkIn, pageOf, startKioskWindow, UNEVEN_KEYS } from '../e2e/fixtures/kiosk-window.ts';
import { readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';

beforeEach(({ skip }) => {
  const missing = missingOf(['Xvfb', 'openbox', 'xdotool']) ?? served.unavailable;
  if (missing) skip(missing);
});

/** What such scanners send at the end of a code, after it or around it. */
const SCANS: [what: string, scan: (desktop: Desktop, code: string) => void][] = [
  ['a line feed at its end', ({ type }, code) => type(code, 'ctrl+j')],
  ['Enter and a line feed', ({ type }, code) => type(code, 'ctrl+m', 'ctrl+j')],
  [
    'a line feed at its beginning',
    ({ press, scan }, code) => {
      press('ctrl+j');
      scan(code);
    },
  ],
  ['line feeds by the dozen', ({ type }, code) => type(code, ...Array(12).fill('ctrl+j'))],
];

it('checks the badges in, and shows nothing but the kiosk', { timeout: 180_000 }, async () => {
  const desktop = await startDesktop();
  const simulator = await runSimulator();
  const kiosk = startKioskWindow(desktop, { env: { ...readySettings(simulator), ...UNEVEN_KEYS } });
  const page = await pageOf(kiosk);
  const opened: string[] = [];
  page.context().on('page', (other) => opened.push(other.url()));

  for (const [index, [what, scan]] of SCANS.entries()) {
    const code = `TEST-LINE-FEED-${index}`;
    await checkIn(page, () => scan(desktop, code));
    expect([what, simulator.checkins().at(-1)?.code]).toEqual([what, code]);
  }
  expect(opened).toEqual([]);
  expect(desktop.windows()).toEqual([FULL_SCREEN]);
});
