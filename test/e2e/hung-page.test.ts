import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { ASK_MS, MAX_UNANSWERED } from '../../electron/page/page-pulse.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { CHROMIUM_FLAGS } from '../fixtures/chromium-flags.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { until } from './fixtures/until.ts';

const PAGE = path.resolve(import.meta.dirname, '../../out/renderer');
const executablePath = findChromium(process.env);

/** Answers of the page's to the core's question. */
function answersOf(page: Page): () => number {
  let answers = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/bridge/alive') && response.ok()) answers += 1;
  });
  return () => answers;
}

it.skipIf(!executablePath)(
  'a served page that hangs counts as gone, one that stands idle does not',
  async () => {
    const dataDir = temporaryFolder();
    const clock = new ManualClock();
    const kiosk = new Kiosk({
      dataDir,
      flags: {},
      environment: {},
      keyStore: fileKeyStore(dataDir),
    });
    await kiosk.start();
    const served = await serveKiosk({ kiosk, page: readPage(PAGE), port: 0, clock });
    const browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: CHROMIUM_FLAGS,
    });
    onTestFinished(async () => {
      await browser.close();
      await served.close();
      await kiosk.close();
    });
    let open = 0;
    const { cookie, url } = served.admitWindow({
      onPages: (pages) => {
        open = pages;
      },
      onCovered: () => {},
    });

    const page = await browser.newPage();
    const answers = answersOf(page);
    // Where an address is given Playwright takes no path.
    const { url: _, ...atItsPath } = cookie;
    await page.context().addCookies([{ ...atItsPath, domain: '127.0.0.1' }]);
    await page.goto(url);
    await screenIs(page, 'setup');
    await until(() => expect(open).toBe(1));
    for (let asked = 1; asked <= 2 * MAX_UNANSWERED; asked += 1) {
      clock.advance(ASK_MS);
      await until(() => expect(answers()).toBe(asked));
    }
    expect(open).toBe(1);

    await page.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
    clock.advance((MAX_UNANSWERED + 1) * ASK_MS);
    await until(() => expect(open).toBe(0));
    expect(answers()).toBe(2 * MAX_UNANSWERED);
  },
);
