import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { CodeFormat } from '../../../shared/scan/code-formats.ts';
import { TEXT_OPTIONS, textOf } from './code-text.ts';
import type { Box, DecodeAnswer, DecodedCode, DecodeRequest } from './decoder-messages.ts';
import { preparationOf, prepared } from './preparations.ts';
import { type Luma, partsOf, StillWatch } from './still-watch.ts';

// Without this, the package would fetch the file from a public host.
prepareZXingModule({
  overrides: {
    locateFile: (file: string, folder: string) =>
      file.endsWith('.wasm') ? wasmUrl : folder + file,
  },
});

const ZXING_FORMATS = {
  qr: 'QRCode',
  'data-matrix': 'DataMatrix',
  aztec: 'Aztec',
  pdf417: 'PDF417',
  'code-128': 'Code128',
} as const satisfies Record<CodeFormat, string>;

/** People hold up fewer codes at once. */
const MOST_CODES = 6;

/** What is known of the last frames, as long as they are of one size, and the same kinds of code are looked for. */
let watch = new StillWatch<DecodedCode>();
let watched = '';

async function decode({ id, picture, pass, formats }: DecodeRequest): Promise<DecodeAnswer> {
  const from = performance.now();
  try {
    const hasLuma = WITH_LUMA.has(picture.format);
    const parts = partsOf(hasLuma ? await lumaOf(picture) : greenOf(await pixelsOf(picture)));
    const wanted = `${picture.codedWidth} ${picture.codedHeight} ${formats.join()}`;
    if (watched !== wanted) watch = new StillWatch();
    watched = wanted;
    if (!watch.isWorthDecoding(parts, from)) {
      return { id, ok: true, codes: [...watch.codes], isNew: false, ms: performance.now() - from };
    }
    const image = await pixelsOf(picture);
    const preparation = preparationOf(pass);
    const ready = prepared(image, preparation);
    const found = await readBarcodes(ready, {
      formats: formats.map((format) => ZXING_FORMATS[format]),
      binarizer: preparation.oneThreshold ? 'GlobalHistogram' : 'LocalAverage',
      maxNumberOfSymbols: MOST_CODES,
      ...TEXT_OPTIONS,
      // It would make every pass take half as long again, and one of the preparations inverts the picture.
      tryInvert: false,
      // Only these two are read along lines, which must lie across the bars.
      tryRotate: formats.some((format) => format === 'code-128' || format === 'pdf417'),
    } satisfies ReaderOptions);
    const scale = image.width / ready.width;
    const codes = found.map((read) => {
      const box = boxOf(read.position, scale);
      return { ...textOf(read), aim: read.symbologyIdentifier, box };
    });
    watch.found(codes, from);
    return { id, ok: true, codes, isNew: true, ms: performance.now() - from };
  } catch (error) {
    return { id, ok: false, message: String(error) };
  } finally {
    picture.close();
  }
}

/** The formats of frames that begin with their brightness, one byte a pixel. */
const WITH_LUMA: ReadonlySet<string | null> = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);

/** The bytes of the frame that is looked at, kept for the next one. */
let bytes = new Uint8Array();

/** The brightness of a frame in one of these formats. That is quicker to have than its colours. */
async function lumaOf(frame: VideoFrame): Promise<Luma> {
  const size = frame.allocationSize();
  if (bytes.length !== size) bytes = new Uint8Array(size);
  const [plane] = await frame.copyTo(bytes);
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
  const { offset, stride } = plane ?? { offset: 0, stride: 0 };
  return { width, height, stride, step: 1, bytes: bytes.subarray(offset) };
}

/** Green is most of what an eye sees as brightness. */
function greenOf({ width, height, data }: ImageData): Luma {
  return { width, height, stride: 4 * width, step: 4, bytes: data.subarray(1) };
}

/** A frame's pixels in colour. */
async function pixelsOf(frame: VideoFrame): Promise<ImageData> {
  return frame.format === null ? drawn(frame) : copied(frame);
}

/** The pixels of the frame that is decoded, kept for the next one, since a camera's frames are all of one size. */
let pixels = new Uint8ClampedArray();

/** Copies a frame's pixels. A canvas would give them as well, but take longer and half a gigabyte more. */
async function copied(frame: VideoFrame): Promise<ImageData> {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
  const size = frame.allocationSize({ format: 'RGBA' });
  if (pixels.length !== size) pixels = new Uint8ClampedArray(size);
  await frame.copyTo(pixels, { format: 'RGBA' });
  return new ImageData(pixels, width, height);
}

/** The pixels of a frame that can't be copied, because it lies on the graphics card in a format of its own. */
function drawn(frame: VideoFrame): ImageData {
  const { displayWidth: width, displayHeight: height } = frame;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no canvas');
  context.drawImage(frame, 0, 0);
  return context.getImageData(0, 0, width, height);
}

function boxOf(corners: ReadResult['position'], scale: number): Box {
  const { topLeft, topRight, bottomLeft, bottomRight } = corners;
  const all = [topLeft, topRight, bottomLeft, bottomRight];
  const xs = all.map(({ x }) => x * scale);
  const ys = all.map(({ y }) => y * scale);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

let last = Promise.resolve();

// One after the other, because they share the memory for their pixels.
addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  last = last.then(async () => {
    // TypeScript takes this for a page's `postMessage`, which wants a target origin.
    (postMessage as (message: DecodeAnswer) => void)(await decode(data));
  });
});
