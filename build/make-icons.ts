// Draws the icons in build/icons/ from the icon.svg there. Run it by hand when icon.svg has changed:
// `node build/make-icons.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './ensure-chromium.ts';

const folder = path.join(import.meta.dirname, 'icons');

/** The sizes that desktops on Linux look for. */
const PNG_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];

/** Apple's names for pictures of these sizes. */
const ICNS_TYPES: readonly [type: string, size: number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

async function draw(sizes: Iterable<number>): Promise<Map<number, Buffer>> {
  const source = readFileSync(path.join(folder, 'icon.svg')).toString('base64');
  const browser = await chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<body style="margin:0"><img src="data:image/svg+xml;base64,${source}" width="${size}" height="${size}">`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await browser.close();
  return drawn;
}

/** Makes an icon file for Windows: a header, an entry for each picture, and the pictures as PNG files. */
function ico(pictures: readonly [size: number, png: Buffer][]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, [size, png]] of pictures.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(([, png]) => png)]);
}

/** Makes an icon file for macOS: each picture comes after its type and its length. */
function icns(pictures: readonly [type: string, png: Buffer][]): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'ascii');
    head.writeUInt32BE(8 + body.length, 4);
    return Buffer.concat([head, body]);
  };
  return chunk('icns', Buffer.concat(pictures.map(([type, png]) => chunk(type, png))));
}

const icnsSizes = ICNS_TYPES.map(([, size]) => size);
const drawn = await draw(new Set([...PNG_SIZES, ...ICO_SIZES, ...icnsSizes]));
const png = (size: number) => drawn.get(size) ?? Buffer.alloc(0);
for (const size of PNG_SIZES) {
  writeFileSync(path.join(folder, 'png', `${size}x${size}.png`), png(size));
}
writeFileSync(path.join(folder, 'icon.ico'), ico(ICO_SIZES.map((size) => [size, png(size)])));
writeFileSync(
  path.join(folder, 'icon.icns'),
  icns(ICNS_TYPES.map(([type, size]) => [type, png(size)])),
);
process.stdout.write(`${folder}\n`);
