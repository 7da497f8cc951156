import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';

/**
 * Opens the cards in Chromium, with all their fonts, and closes them afterwards.
 *
 * @param program Chromium's file
 * @returns what `work` returns
 */
export async function withCards<Made>(
  html: string,
  program: string,
  work: (page: Page) => Promise<Made>,
): Promise<Made> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-gate-cards-'));
  const file = path.join(folder, 'gate-cards.html');
  writeFileSync(file, html);
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(() => document.fonts.ready);
    return await work(page);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints them: a PDF with a page of A4 for each card. */
export function printCards(page: Page): Promise<Buffer> {
  return page.pdf({ preferCSSPageSize: true, printBackground: true });
}
