import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { writeDecodeSet } from './decode-set.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};

/** A picture and what it says. */
type Sample = { file: string; expected: string };

/** What one decoder found in a picture: the codes, and how long each of its passes took. */
type Reading = { texts: string[]; ms: number[] };

const WAYS = ['ours', 'html5Qrcode', 'detector'] as const;
type Way = (typeof WAYS)[number];
const NAMES: Record<Way, string> = {
  ours: 'ours',
  html5Qrcode: 'html5-qrcode',
  detector: 'detector',
};

type Decoded = Record<Way, Reading> & { expected: string };

/** The globals of the bench's page. */
type DecodePage = {
  passes: number;
  decodeByAll: (url: string) => Promise<Record<Way, Reading> | null>;
};

/** Thrown for a folder that can't be decoded. The message is for the person who named it. */
export class DecodeSetError extends Error {}

/**
 * Decodes every picture below a folder in Chromium in three ways: with html5-qrcode's own decoder, with the kiosk's,
 * which makes one pass for each preparation of the picture, and with ZXing-C++ once without any preparation.
 *
 * Recall is the share of the pictures whose text is read as expected. The time is how long the decoder needs for one
 * pass, including the preparation; n is the number of passes.
 *
 * @param folder pictures (png, jpg, webp), each with the expected text in a .txt file of the same name beside it. By
 *   default the generated pictures are used
 * @throws DecodeSetError if there is nothing to decode in the folder
 */
export async function decodeBench(folder?: string): Promise<Measurement[]> {
  if (folder) return decodeFolder(folder);
  const made = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  try {
    writeDecodeSet(made);
    return await decodeFolder(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

async function decodeFolder(folder: string): Promise<Measurement[]> {
  const samples = findSamples(folder);
  const { decoded, passes } = await inChromium(samples, async (page) => {
    const results: Decoded[] = [];
    for (const [index, { file, expected }] of samples.entries()) {
      const reading = await page.evaluate(
        (url) => (globalThis as unknown as DecodePage).decodeByAll(url),
        `/picture/${index}`,
      );
      if (!reading) throw new DecodeSetError(`${file} is not a picture that Chromium can open`);
      results.push({ ...reading, expected });
    }
    const passes = await page.evaluate(() => (globalThis as unknown as DecodePage).passes);
    return { decoded: results, passes };
  });
  return [
    ...WAYS.map((way) => recallOf(way, decoded)),
    ...WAYS.map((way) => timeOf(way, decoded)),
    {
      ...measurement({
        name: 'decode.lost.ours',
        value: decoded.filter((each) => reads(each, 'html5Qrcode') && !reads(each, 'ours')).length,
        unit: 'images that only the other reads',
        baseline: decoded.filter((each) => reads(each, 'ours') && !reads(each, 'html5Qrcode'))
          .length,
        n: decoded.length,
      }),
    },
    measurement({
      name: 'decode.passes.ours',
      value: passes,
      unit: 'passes at most',
      baseline: 1,
      n: decoded.length,
    }),
  ];
}

function findSamples(folder: string): Sample[] {
  const entries = listed(folder);
  const files = entries.filter((name) => TYPES[path.extname(name).toLowerCase()]).toSorted();
  if (files.length === 0) {
    throw new DecodeSetError(`${folder} has no pictures in it: png, jpg or webp`);
  }
  return files.map((name) => {
    const file = path.join(folder, name);
    const text = file.replace(/\.[^.]+$/, '.txt');
    if (!existsSync(text)) {
      throw new DecodeSetError(`${file} has no ${path.basename(text)} beside it with its text`);
    }
    return { file, expected: comparable(readFileSync(text, 'utf8')) };
  });
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    throw new DecodeSetError(`${folder} is not a folder that can be read`);
  }
}

/** A text without the line end that an editor puts at its end; editors don't all use the same one. */
function comparable(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trimEnd();
}

function reads({ expected, ...readings }: Decoded, way: Way): boolean {
  return readings[way].texts.some((text) => comparable(text) === expected);
}

function recallOf(way: Way, decoded: Decoded[]): Measurement {
  const share = (of: Way) => decoded.filter((each) => reads(each, of)).length / decoded.length;
  return measurement({
    name: `decode.recall.${NAMES[way]}`,
    value: share(way),
    unit: 'of 1',
    baseline: share('html5Qrcode'),
    n: decoded.length,
  });
}

function timeOf(way: Way, decoded: Decoded[]): Measurement {
  const times = (of: Way) => decoded.flatMap((each) => each[of].ms);
  return measurement({
    name: `decode.ms.${NAMES[way]}`,
    value: percentile(times(way), 0.5),
    unit: 'ms',
    baseline: percentile(times('html5Qrcode'), 0.5),
    n: times(way).length,
  });
}

/** Runs `work` on a page that has the three decoders and the pictures. */
async function inChromium<T>(samples: Sample[], work: (page: Page) => Promise<T>): Promise<T> {
  const built = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: path.join(import.meta.dirname, 'decode-page'),
    base: './',
    build: { outDir: built, target: 'chrome150', assetsInlineLimit: 0 },
  });
  const decoders = readPage(built);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const sample = samples[Number(pathname.match(/^\/picture\/(\d+)$/)?.[1])];
    const file = sample
      ? { type: TYPES[path.extname(sample.file).toLowerCase()], body: readFileSync(sample.file) }
      : await decoders.file(pathname === '/' ? '/index.html' : pathname);
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' });
    response.end(file?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'decodeByAll' in globalThis);
    return await work(page);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(built, { recursive: true, force: true });
  }
}
