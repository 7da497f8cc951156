import { beforeEach, describe, expect, it } from 'vitest';
import japanese from '../../shared/words/catalogues/ja.json' with { type: 'json' };
import { served } from './drivers/served.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { shareScanningKiosk } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';

describe('the languages on offer', () => {
  const kiosk = shareScanningKiosk(served, { KIOSK_OFFERED_LANGUAGES: 'en,hi,ja' });

  beforeEach(({ skip }) => {
    if (served.unavailable) skip(served.unavailable);
  });

  it('are loaded before anybody chooses one, which then waits for no file', async () => {
    const { page } = await kiosk();
    const fonts = new Set<string>();
    page.on('requestfinished', (request) => {
      const file = /(noto-sans-\w+)-.*woff2$/.exec(request.url())?.[1];
      if (file) fonts.add(file);
    });
    await page.reload();
    await screenIs(page, 'scan');
    await until(() => expect([...fonts]).toEqual(['noto-sans-devanagari', 'noto-sans-jp']));
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
    await page.route('**/assets/**', (route) => route.abort());

    await page.locator('button.language').click();
    await page.locator('dialog.languages [lang="ja"]').click();
    await page.locator('html[lang="ja"]').waitFor();
    const drawn = await page.evaluate(async () => {
      const title = document.querySelector('.idle .title');
      const { status } = await document.fonts.ready;
      return { status, text: title?.textContent };
    });
    expect(drawn).toEqual({ status: 'loaded', text: japanese.idle.headline });
    await page.unroute('**/assets/**');
  });
});
