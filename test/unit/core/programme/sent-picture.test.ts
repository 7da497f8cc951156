import { describe, expect, it } from 'vitest';
import { checkSentPicture } from '../../../../electron/core/programme/sent-picture.ts';
import { encodePng } from '../../../simulator/images/png.ts';
import { logo, SAMPLE_IMAGES } from '../../../simulator/images/sample-images.ts';

const PNG = encodePng(logo(16));
const JPEG = SAMPLE_IMAGES['speaker-1.jpg']?.().bytes ?? Buffer.alloc(0);
const WEBP = SAMPLE_IMAGES['cover.webp']?.().bytes ?? Buffer.alloc(0);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

/** A PNG with one more chunk after its header. */
function pngWith(kind: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const chunk = Buffer.concat([length, Buffer.from(kind, 'latin1'), content, Buffer.alloc(4)]);
  return Buffer.concat([PNG.subarray(0, 33), chunk, PNG.subarray(33)]);
}

/** A WebP of these chunks. */
function webp(...chunks: [kind: string, content: Buffer][]): Buffer {
  const parts = chunks.map(([kind, content]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    const filling = Buffer.alloc(content.length % 2);
    return Buffer.concat([Buffer.from(kind, 'latin1'), length, content, filling]);
  });
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), length, body]);
}

function vp8x(flags: number, width: number, height: number): Buffer {
  const content = Buffer.alloc(10);
  content[0] = flags;
  content.writeUIntLE(width - 1, 4, 3);
  content.writeUIntLE(height - 1, 7, 3);
  return content;
}

function vp8(width: number, height: number): Buffer {
  const content = Buffer.alloc(12);
  content.set([0x9d, 0x01, 0x2a], 3);
  content.writeUInt16LE(width, 6);
  content.writeUInt16LE(height, 8);
  return content;
}

/** A JPEG that claims a size. */
function jpeg(width: number, height: number, end = 'ffd9'): Buffer {
  const frame = Buffer.from('ffc0000b08000000000101110000', 'hex').subarray(0, 13);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const scan = Buffer.from('ffda0008010100003f00aabb', 'hex');
  return Buffer.concat([Buffer.from('ffd8', 'hex'), frame, scan, Buffer.from(end, 'hex')]);
}

describe('A picture is shown', () => {
  it.each<[string, Buffer, string]>([
    ['a PNG', PNG, 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a WebP', WEBP, 'image/webp'],
    ['a JPEG by its header alone', jpeg(4096, 4096), 'image/jpeg'],
    ['a lossy WebP', webp(['VP8 ', vp8(300, 200)]), 'image/webp'],
    ['an extended WebP', webp(['VP8X', vp8x(0, 300, 200)], ['VP8 ', vp8(300, 200)]), 'image/webp'],
    ['a PNG of the largest size', encodePng(logo(2), { width: 4096, height: 4096 }), 'image/png'],
  ])('%s', (_, bytes, type) => {
    expect(checkSentPicture(bytes, type)).toEqual({ ok: true, type });
    expect(checkSentPicture(bytes, `${type.toUpperCase()}; charset=binary`).ok).toBe(true);
  });
});

describe('A picture is not shown', () => {
  it.each<[string, Buffer, string | undefined, RegExp]>([
    ['an SVG', SVG, 'image/svg+xml', /no PNG/],
    ['an SVG that is called a PNG', SVG, 'image/png', /no PNG/],
    ['a page that is called a PNG', Buffer.from('<!doctype html>'), 'image/png', /no PNG/],
    ['a GIF', Buffer.from('GIF89a'), 'image/gif', /no PNG/],
    ['nothing', Buffer.alloc(0), 'image/png', /no PNG/],
    ['a PNG that is called a page', PNG, 'text/html', /another type/],
    ['a PNG that is called a JPEG', PNG, 'image/jpeg', /another type/],
    ['a PNG that is called nothing', PNG, undefined, /another type/],
    [
      '30,000 × 30,000 pixels',
      encodePng(logo(2), { width: 30_000, height: 30_000 }),
      'image/png',
      /4096/,
    ],
    ['a thin PNG', encodePng(logo(2), { width: 4097, height: 1 }), 'image/png', /4096/],
    ['a PNG without pixels', encodePng(logo(2), { width: 0, height: 5 }), 'image/png', /4096/],
    ['half a PNG', PNG.subarray(0, PNG.length / 2), 'image/png', /damaged/],
    ['a PNG without its end', PNG.subarray(0, -12), 'image/png', /damaged/],
    ['the first bytes of a PNG', PNG.subarray(0, 8), 'image/png', /damaged/],
    [
      'a PNG with a chunk of 4 GiB',
      Buffer.concat([PNG.subarray(0, 33), Buffer.from('ffffffff49444154', 'hex')]),
      'image/png',
      /damaged/,
    ],
    [
      'a PNG without a header',
      Buffer.concat([PNG.subarray(0, 8), PNG.subarray(-12)]),
      'image/png',
      /damaged/,
    ],
    ['a PNG that moves', pngWith('acTL', Buffer.alloc(8)), 'image/png', /animated/],
    [
      'a PNG with a second, larger header',
      pngWith('IHDR', Buffer.from('00007530000075300806000000', 'hex')),
      'image/png',
      /4096/,
    ],
    ['a JPEG of 65,535 pixels', jpeg(65_535, 65_535), 'image/jpeg', /4096/],
    ['a JPEG without a height', jpeg(10, 0), 'image/jpeg', /4096/],
    ['a JPEG that breaks off', jpeg(10, 10, ''), 'image/jpeg', /damaged/],
    ['half a JPEG header', JPEG.subarray(0, 30), 'image/jpeg', /damaged/],
    [
      'a JPEG whose segments have no length',
      Buffer.from('ffd8ffe00000ffe00000', 'hex'),
      'image/jpeg',
      /damaged/,
    ],
    ['a JPEG of filling alone', Buffer.alloc(5000, 0xff).fill(0xd8, 1, 2), 'image/jpeg', /damaged/],
    [
      'a WebP of 16,384 pixels',
      webp(['VP8X', vp8x(0, 16_384, 16_384)], ['VP8 ', vp8(1, 1)]),
      'image/webp',
      /4096/,
    ],
    [
      'a WebP with a larger picture inside',
      webp(['VP8X', vp8x(0, 1, 1)], ['VP8 ', vp8(9000, 9000)]),
      'image/webp',
      /4096/,
    ],
    [
      'a WebP that moves',
      webp(['VP8X', vp8x(2, 9, 9)], ['ANIM', Buffer.alloc(6)]),
      'image/webp',
      /animated/,
    ],
    [
      'a WebP with hidden frames',
      webp(['VP8 ', vp8(9, 9)], ['ANMF', Buffer.alloc(16)]),
      'image/webp',
      /animated/,
    ],
    ['a WebP without a picture', webp(['VP8X', vp8x(0, 9, 9)]), 'image/webp', /damaged/],
    ['a WebP that breaks off', WEBP.subarray(0, -10), 'image/webp', /damaged/],
    [
      'a WebP whose chunk is too long',
      Buffer.from('524946460c0000005745425056503858ffffff7f', 'hex'),
      'image/webp',
      /damaged/,
    ],
  ])('%s', (_, bytes, type, problem) => {
    const checked = checkSentPicture(bytes, type);
    expect(checked.ok ? 'ok' : checked.problem).toMatch(problem);
  });

  it('whatever its end is missing, and none of it is read beyond', () => {
    for (const [bytes, type] of [
      [PNG, 'image/png'],
      [JPEG, 'image/jpeg'],
      [WEBP, 'image/webp'],
    ] as const) {
      for (let length = 0; length < Math.min(bytes.length - 12, 400); length++) {
        expect(checkSentPicture(bytes.subarray(0, length), type).ok).toBe(false);
      }
    }
  });
});
