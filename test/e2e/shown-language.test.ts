import { test } from 'vitest';
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
