import { describe, expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { filesWith } from './fixtures/folder-contents.ts';
import { resultSays, screenIs } from './fixtures/page-marks.ts';
import { PIN, runKiosk, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { stepIs } from './fixtures/set-up.ts';
import { field, openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.codes;
const KEYS = ['cat_e2e_sheet_north', 'cat_e2e_sheet_gate', 'cat_e2e_sheet_desk'] as const;

describe('a supervisor makes a sheet of set-up codes', () => {
  it('of three devices, one of which an empty kiosk takes to its first green scan', async () => {
    // As on a staff laptop, which may print.
    const { page, simulator, dataDir, downloaded } = await runScanningKiosk(served, {
      env: { KIOSK_LOCKDOWN: '0' },
    });
    for (const key of KEYS) {
      simulator.setKey(key, { state: 'live', scopes: ['badges:write', 'attendance:write'] });
    }
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const says = (text: string | RegExp) =>
      page.getByRole('alert').filter({ hasText: text }).waitFor();
    await openStaff(page, PIN);
    await page.getByRole('tab', { name: WORDS.staff.codes, exact: true }).click();

    // A single device gets no key that nobody has typed.
    await field(page, 'location').fill('North');
    await button(SAY.suggest).click();
    await button(SAY.make).click();
    await says(WORDS.settings.labels.apiKey);

    await page.getByLabel(SAY.many, { exact: true }).check();
    const table = page.getByLabel(SAY.table, { exact: true });
    await table.fill(`location,purpose,key\nNorth,roof,${KEYS[0]}`);
    await button(SAY.make).click();
    await says(/purpose.*self-service, gate or laptop/);
    await until(async () =>
      expect(await table.evaluate((each) => each === document.activeElement)).toBe(true),
    );
    await table.fill(
      `location,purpose,key\nNorth,self-service,${KEYS[0]}\nVIP,gate,${KEYS[1]}\nDesk,laptop,${KEYS[2]}\n`,
    );
    const passphrase = await page
      .getByLabel(WORDS.provisioning.passphrase, { exact: true })
      .inputValue();
    await button(SAY.make).click();
    await page.getByRole('heading', { name: SAY.made({ count: 3 }) }).waitFor();
    await page.getByText(SAY.tell({ passphrase }), { exact: true }).waitFor();
    const pages = page.locator('.made-sheet article');
    await until(async () => expect(await pages.count()).toBe(3));
    expect(await page.locator('html').innerHTML()).not.toContain('cat_e2e');

    // On paper it has a page for each device, and nothing of the screen.
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
    await button(SAY.save).click();
    const told = await page.getByText(/set-up-codes-[A-Z]+\.html/).textContent();
    const file = /set-up-codes-[A-Z]+\.html/.exec(told ?? '')?.[0] ?? '';
    const html = await until(() => downloaded(file));
    expect(html.match(/<article /g)).toHaveLength(3);
    expect(html).not.toContain('cat_e2e');
    expect(html).not.toContain(passphrase);
    expect(complaints).toEqual([]);
    for (const secret of [...KEYS, passphrase]) expect(filesWith(dataDir, secret)).toEqual([]);

    const code = (await pages.nth(1).getAttribute('data-code')) ?? '';
    await takesToGreen({ code, passphrase });
    await button(SAY.another).click();
    await page.getByRole('heading', { name: SAY.headline }).waitFor();
    expect(await table.inputValue()).toBe('');
  });
});

/** An empty kiosk is shown the code of a gate. */
async function takesToGreen({ code, passphrase }: { code: string; passphrase: string }) {
  const { page, dataDir } = await runKiosk(served);
  await stepIs(page, 'connect');
  const scanner = await WedgeScanner.attachTo(page);
  await scanner.scan(code);
  const panel = page.getByRole('region', { name: WORDS.provisioning.headline });
  const type = (label: string, text: string) => panel.getByLabel(label, { exact: true }).fill(text);
  await type(WORDS.provisioning.passphrase, passphrase);
  await type(WORDS.settings.labels.staffPin, PIN);
  await type(WORDS.settings.pinAgain, PIN);
  await panel.getByRole('button', { name: WORDS.provisioning.use, exact: true }).click();
  await screenIs(page, 'scan');
  await scanner.scan('TEST-BY-SHEET');
  await resultSays(page, WORDS.result.welcomeName({ name: 'Guest TEST-BY-SHEET' }));
  expect(readScans({ dataDir })).toMatchObject([{ location: 'VIP', state: 'done' }]);
  // What the gate is for gives it a steward's screen.
  await page.locator('aside.steward').waitFor();
}
