import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts';

// The page's own copy: the package would otherwise fetch it from a public host.
prepareZXingModule({
  overrides: {
    locateFile: (file: string, folder: string) =>
      file.endsWith('.wasm') ? wasmUrl : folder + file,
  },
});
const detector = new BarcodeDetector({ formats: ['qr_code'] });

async function decode({ id, picture }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const found = await detector.detect(picture);
    const codes = found.map(({ rawValue, boundingBox: { x, y, width, height } }) => ({
      text: rawValue,
      box: { x, y, width, height },
    }));
    return { id, ok: true, codes };
  } catch (error) {
    return { id, ok: false, message: String(error) };
  } finally {
    picture.close();
  }
}

addEventListener('message', async (event: MessageEvent<DecodeRequest>) => {
  // Typed as a page's here, where it would want a target origin.
  (postMessage as (message: DecodeAnswer) => void)(await decode(event.data));
});
