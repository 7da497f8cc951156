// Three decoders on a page, for one picture after the other. Plain JavaScript, as the scanners' test page is.
import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { startDecoder } from '../../../renderer/scanner/decoder/decoder.ts';
import { nextPass, PREPARATIONS } from '../../../renderer/scanner/decoder/preparations.ts';

prepareZXingModule({
  overrides: {
    locateFile: (file, folder) => (file.endsWith('.wasm') ? wasmUrl : folder + file),
  },
});
// Chromium has no BarcodeDetector of its own on Linux, so this is its ZXing in JavaScript.
const html5Qrcode = new Html5Qrcode('html5-qrcode', {
  verbose: false,
  useBarCodeDetectorIfSupported: false,
  formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
});
const ours = await startDecoder();

async function timed(work) {
  const from = performance.now();
  const texts = await work();
  return { texts, ms: performance.now() - from };
}

/** As its camera loop does: the picture is drawn on a canvas, in its own size here, and decoded from there. */
function byHtml5Qrcode(picture) {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  return timed(() => {
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(picture, 0, 0);
    return html5Qrcode.qrcode.decodeAsync(canvas).then(
      ({ text }) => [text],
      () => [],
    );
  });
}

/** ZXing-C++ as it comes, once and without any preparation. */
function byDetector(picture) {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  return timed(async () => {
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(picture, 0, 0);
    const image = context.getImageData(0, 0, picture.width, picture.height);
    const codes = await readBarcodes(image, { formats: ['QRCode'] });
    return codes.map(({ text }) => text);
  });
}

/** One pass after the other, as over the frames of a camera, until one reads something. */
async function byOurs(picture) {
  const passes = [];
  let pass = 0;
  do {
    const frame = await createImageBitmap(picture);
    const { codes, ms } = await ours.decode(frame, { pass, formats: ['qr'] });
    const read = { texts: codes.map(({ text }) => text), ms };
    passes.push(read);
    pass = nextPass(pass, read.texts.length > 0);
  } while (passes.length < PREPARATIONS.length && passes.at(-1).texts.length === 0);
  return { texts: passes.at(-1).texts, ms: passes.map(({ ms }) => ms) };
}

globalThis.passes = PREPARATIONS.length;
globalThis.decodeByAll = async (url) => {
  const file = await (await fetch(url)).blob();
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const html5 = await byHtml5Qrcode(picture);
  const detected = await byDetector(picture);
  const own = await byOurs(picture);
  return {
    html5Qrcode: { texts: html5.texts, ms: [html5.ms] },
    detector: { texts: detected.texts, ms: [detected.ms] },
    ours: own,
  };
};
