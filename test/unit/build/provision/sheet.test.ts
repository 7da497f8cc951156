import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { sheetOf } from '../../../../build/provision/sheet.ts';
import { readCode } from '../../../../electron/provisioning/code-text.ts';
import { drawCode } from '../../../../renderer/provisioning/draw-code.ts';
import { LANGUAGE_CODES, LANGUAGES } from '../../../../shared/words/languages.ts';
import { wordsOf } from '../../../fixtures/words-of.ts';
import { CONTENTS, cheapCode, JOIN_LINE } from '../../provisioning/a-code.ts';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** The width of a code on the sheet with its quiet zone of four modules on each side, in millimetres. */
const PRINTED_MM = 130;
const QUIET = 4;

/** A kiosk whose every text is long, and which joins a hub. */
const LONG = {
  ...CONTENTS,
  address: 'https://check-in.long-name-of-an-organiser.example/confera/europe',
  key: `cat_live_${'8sJ2kfQ0xYb7LmPz4TnVw1Rc'.repeat(2)}`,
  location: 'Haupteingang Nord, linke Seite, dritter Tisch',
  event: 'Internationale Konferenz der Hafenbetreiber 2027',
  hub: JOIN_LINE,
};

/** The code as a camera sees it: grey, a few pixels a module, and not quite sharp. */
function seen(code: string, scale: number) {
  const { modules } = QRCode.create(code, { errorCorrectionLevel: 'M' });
  const width = scale * (modules.size + 2 * QUIET);
  const light = (x: number, y: number) => {
    const [column, row] = [Math.floor(x / scale) - QUIET, Math.floor(y / scale) - QUIET];
    const isInside = Math.min(row, column) >= 0 && Math.max(row, column) < modules.size;
    return isInside && modules.get(row, column) ? 70 : 200;
  };
  const data = new Uint8ClampedArray(width * width * 4);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const around = [light(x, y), light(x - 1, y), light(x, y - 1), light(x - 1, y - 1)];
      const grey = around.reduce((sum, each) => sum + each) / 4 + ((x * 7 + y * 13) % 21) - 10;
      data.set([grey, grey, grey, 255], (y * width + x) * 4);
    }
  }
  const picture = { width, height: width, data, colorSpace: 'srgb' as const };
  return { picture, mmPerModule: (PRINTED_MM * scale) / width };
}

test.each([
  ['usual', CONTENTS, 1.7],
  ['long', LONG, 1.2],
])('a %s code is read from a print, and its modules are coarse enough', async (_, contents, mm) => {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  const code = await cheapCode(contents);
  for (const scale of [3, 5]) {
    const { picture, mmPerModule } = seen(code, scale);
    expect(mmPerModule).toBeGreaterThan(mm);
    const read = await readBarcodes(picture as ImageData, { formats: ['QRCode'] });
    expect(read.map(({ text }) => text)).toEqual([code]);
  }
});

test('a code is stored as letters, not as bytes', async () => {
  const { segments } = QRCode.create(await cheapCode(), { errorCorrectionLevel: 'M' });
  expect(segments.map(({ mode }) => mode.id)).toEqual(['Alphanumeric']);
});

/** A sheet of two devices, one of them with a name that runs from right to left. */
async function aSheet() {
  const code = await cheapCode();
  const page = { code, purpose: 'gate', timeZone: 'Asia/Karachi', event: null } as const;
  return {
    pages: [
      { ...page, location: 'Hall <A> & "B"', event: 'Fair <1>' },
      { ...page, location: 'بوابة' },
    ],
    expiresAt: Date.UTC(2027, 0, 15, 8),
    sheet: 'KTRX',
  };
}

test('the sheet has a page for each device, without its key', async () => {
  const sheet = await aSheet();
  const html = await sheetOf(sheet, 'en');
  expect(html.match(/<article /g)).toHaveLength(2);
  expect(html).toContain('Hall &lt;A&gt; &amp; &quot;B&quot;');
  expect(html).toContain('<bdi>Staffed gate</bdi> · <bdi>Fair &lt;1&gt;</bdi>');
  expect(html).toContain('Valid until Friday, 15 January 2027 at 13:00 (Asia/Karachi)');
  expect(html).toContain('Sheet KTRX, 2 of 2');
  expect(html).toContain('“Use the camera”');
  expect(html).toContain(await drawCode(sheet.pages[0]?.code ?? ''));
  expect(html).not.toContain(CONTENTS.key);
  const codes = [...html.matchAll(/data-code="([^"]*)"/g)].map(([, each]) => each ?? '');
  expect(codes.map((each) => readCode(each).ok)).toEqual([true, true]);
});

test.each(LANGUAGE_CODES)(
  'the sheet is in %s, and calls the buttons as the screen does',
  async (language) => {
    const html = await sheetOf(await aSheet(), language);
    const { tag, direction } = LANGUAGES[language];
    expect(html).toContain(`<html lang="${tag}" dir="${direction}">`);
    const words = wordsOf(language);
    const { headline } = words.setup;
    for (const said of [headline, words.provisioning.useCamera, words.provisioning.use]) {
      expect(html).toContain(said);
    }
    expect(html).toContain(words.settings.options.gate);
    if (language !== 'en') expect(html).not.toContain('Valid until');
  },
);
