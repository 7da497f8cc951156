import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { served } from './drivers/served.ts';
import { boxesIn, cutOff, fontsOf, writeOnPage } from './fixtures/letters.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { runScanningKiosk, shareScanningKiosk } from './fixtures/running-kiosk.ts';

const INTER = 'inter';
const ARABIC = 'noto-sans-arabic';
const DEVANAGARI = 'noto-sans-devanagari';
const CHINESE = 'noto-sans-sc';
const JAPANESE = 'noto-sans-jp';

/** A sentence or two in each language, and the fonts that a page in it may load. */
const LANGUAGES: readonly [language: string, text: string, fonts: string[]][] = [
  ['en', 'You’re in — welcome, “Zoë”… 12:45', [INTER]],
  ['ur', 'خوش آمدید، عائشہ! آپ اندر جا سکتے ہیں۔ کیا ٹکٹ ہے؟ ۱۲۳', [INTER, ARABIC]],
  ['ar', 'أهلاً وسهلاً، يمكنك الدخول. هل لديك بطاقة؟ ٣٤٥', [INTER, ARABIC]],
  ['fr', '« Zoé » est à l’œuvre : dès l’été, ça va où Noël hâte', [INTER]],
  ['de', 'Schön, dass Sie da sind – „Grüße“ aus Gießen, Übersee, Ämter', [INTER]],
  ['es', '¡Bienvenida! ¿Dónde está su credencial, señor Núñez?', [INTER]],
  ['pt', 'Não lemos o código; é só tentar de novo às três, você está à mão', [INTER]],
  ['tr', 'Hoş geldiniz, İpek Işık Gündoğdu, içeri buyurun', [INTER]],
  ['hi', 'आपका स्वागत है, क्षितिज श्रीवास्तव। कृपया अंदर जाएँ १२३ ₹', [INTER, DEVANAGARI]],
  ['id', 'Silakan masuk, selamat datang di sini', [INTER]],
  ['zh', '签到成功，欢迎光临，请进！正在检查：“二维码”（請稍候）……', [INTER, CHINESE]],
  ['ja', 'ようこそ、受付が完了しました。「名札」をもう一度かざしてください！', [INTER, JAPANESE]],
];

const NAMES = [
  '山田 太郎',
  '王小明',
  'さくら・ローズ',
  'عائشہ نور',
  'علی\u200cرضا',
  'فاطمة الزهراء',
  'क्षितिज श्रीवास्तव',
  'Nguyễn Thị Ánh Tuyết',
  'Ξένια Παπαδοπούλου',
  'Алёна Щукина',
  'Kübra Şahin',
  'Łukasz Żółć',
];

/** The family that each loaded font belongs to, by its file's name. */
function familiesAskedFor(page: Page): () => string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const file = path.basename(new URL(request.url()).pathname);
    if (file.endsWith('.woff2')) asked.push(file);
  });
  const families = [INTER, ARABIC, DEVANAGARI, CHINESE, JAPANESE];
  return () => families.filter((family) => asked.some((file) => file.startsWith(`${family}-`)));
}

describe('the letters of the screen', () => {
  // The letters of a language that visitors may choose are loaded ahead, which would hide what a text itself calls for.
  const kiosk = shareScanningKiosk(served, { KIOSK_OFFERED_LANGUAGES: 'en' });

  beforeEach(({ skip }) => {
    if (served.unavailable) skip(served.unavailable);
  });

  /** A page that has just been loaded, and the families of fonts that it asks for from then on. */
  async function freshPage() {
    const { page } = await kiosk();
    const families = familiesAskedFor(page);
    await page.reload();
    await screenIs(page, 'scan');
    return { page, families };
  }

  it('that no font has would be noticed', async () => {
    const { page } = await freshPage();
    await writeOnPage(page, 'en', 'A');
    expect(await boxesIn(page, 'A\u0379ä')).toEqual(['\u0379']);
  });

  it.each(LANGUAGES)('in %s are all there, from its own fonts alone', async (...given) => {
    const [language, text, fonts] = given;
    const { page, families } = await freshPage();
    await writeOnPage(page, language, text);
    expect((await fontsOf(page, '#written')).others).toEqual([]);
    expect(await boxesIn(page, text)).toEqual([]);
    expect(families()).toEqual(fonts);
  });

  it.each(LANGUAGES)(
    'of names in other scripts are there on a page in %s, too',
    async (language) => {
      const { page } = await freshPage();
      for (const name of NAMES) {
        await writeOnPage(page, language, `Harbour ${name}`);
        expect((await fontsOf(page, '#written')).others, name).toEqual([]);
        expect(await boxesIn(page, name)).toEqual([]);
      }
    },
  );

  it.each(['علي القحطاني', 'Ẩn Ộng', 'र्‍ह्रीं द्विवेदी'])(
    'of a name in a headline are seen as a whole: %s',
    async (name) => {
      const { page } = await freshPage();
      for (const [language] of LANGUAGES) {
        await writeOnPage(page, language, name);
        expect(await cutOff(page, name), language).toEqual({ above: 0, below: 0 });
      }
    },
  );

  it('in Latin are Inter’s everywhere', async () => {
    const { page } = await freshPage();
    for (const [language] of LANGUAGES) {
      await writeOnPage(page, language, 'Gate A-17');
      const { shipped } = await fontsOf(page, '#written');
      expect(shipped, language).toEqual([expect.stringContaining('Inter')]);
    }
  });

  it.each([
    ['zh', '直', 'SC'],
    ['ja', '直', 'JP'],
    ['en', '直', 'SC'],
  ])('have the forms that readers of %s know: %s by %s', async (language, text, font) => {
    const { page } = await freshPage();
    await writeOnPage(page, language, text);
    const { shipped } = await fontsOf(page, '#written');
    expect(shipped).toEqual([expect.stringContaining(font)]);
  });

  it('are not seen in another font while theirs is on its way, and move nothing when it comes', async () => {
    const { page } = await freshPage();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/*arabic*', async (route) => {
      await held;
      await route.continue();
    });
    const writing = writeOnPage(page, 'ar', 'أهلاً وسهلاً');
    const written = page.locator('#written');
    await written.waitFor();
    const box = () => written.evaluate((it) => it.getBoundingClientRect().toJSON());
    const place = await box();
    const devtools = await page.context().newCDPSession(page);
    // Playwright's own pictures would wait for the font.
    const look = async () => {
      const { data } = await devtools.send('Page.captureScreenshot', {
        clip: { ...place, scale: 1 },
      });
      return data;
    };
    const hide = (hidden: boolean) =>
      written.evaluate((it, hidden) => {
        it.style.visibility = hidden ? 'hidden' : '';
      }, hidden);
    const waiting = await look();
    await hide(true);
    const nothing = await look();
    await hide(false);
    expect(waiting === nothing, 'nothing is seen of the text').toBe(true);
    release();
    await writing;
    expect(await box()).toEqual(place);
    expect((await look()) === nothing, 'nothing is seen of the text').toBe(false);
  });
});

describeOnEveryDriver('emoji in what the organiser has written', (driver) => {
  it('are left out, where a box could stand', async () => {
    const { page } = await runScanningKiosk(driver, {
      env: { KIOSK_EVENT_NAME: '🎉 Harbour 🇵🇰 Conference ❤️', KIOSK_LOCATION: 'Gate 👩‍🚀' },
    });
    const event = page.locator('.top-edge .event');
    expect(await event.textContent()).toBe('Harbour Conference');
    expect(await page.locator('.where').textContent()).toBe('Gate');
    expect((await fontsOf(page, '.top-edge .event')).others).toEqual([]);
  });
});
