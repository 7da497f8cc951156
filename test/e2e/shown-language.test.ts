import { expect, test } from 'vitest';
import { served } from './drivers/served.ts';
import { runScanningKiosk } from './fixtures/running-kiosk.ts';

test("the page's language and direction follow the language that is shown", async () => {
  const env = { KIOSK_LANGUAGE: 'ur', KIOSK_OFFERED_LANGUAGES: 'ur,en,zh' };
  const { page } = await runScanningKiosk(served, { env });
  const choose = async (name: string) => {
    await page.locator('button.language').click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  };

  await page.locator('html[lang="ur"][dir="rtl"]').waitFor();
  await choose('English');
  await page.locator('html[lang="en"][dir="ltr"]').waitFor();
  await choose('اردو');
  await page.locator('html[lang="ur"][dir="rtl"]').waitFor();
  await choose('简体中文');
  await page.locator('html[lang="zh-Hans"][dir="ltr"]').waitFor();
});

test('a kiosk in Urdu shows no English while it starts', async () => {
  const { page } = await runScanningKiosk(served, { env: { KIOSK_LANGUAGE: 'ur' } });
  await page.addInitScript(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    const note = () => shown.push(document.body?.textContent ?? '');
    new MutationObserver(note).observe(document, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await page.reload();
  await page.getByText('بیج', { exact: false }).first().waitFor();

  const shown = await page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  expect(shown.length).toBeGreaterThan(1);
  expect(shown.filter((text) => text.includes('One moment') || text.includes('badge'))).toEqual([]);
});
