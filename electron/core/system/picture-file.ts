import { LONGEST_SIDE } from '../../../shared/bridge/logo.ts';

/** The kinds of pictures that are shown. An SVG may contain scripts, and leads to other addresses. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

type Size = { width: number; height: number };

/** What a file says about itself: the sizes that it claims, and whether it moves. Null if it is damaged. */
type Claims = { sizes: Size[]; isAnimated: boolean } | null;

const READERS: Record<
  PictureType,
  { begins: (bytes: Buffer) => boolean; read: (bytes: Buffer) => Claims }
> = {
  'image/png': { begins: (bytes) => startsWith(bytes, '89504e470d0a1a0a'), read: readPng },
  'image/jpeg': { begins: (bytes) => startsWith(bytes, 'ffd8ff'), read: readJpeg },
  'image/webp': {
    begins: (bytes) => startsWith(bytes, '52494646') && fourCc(bytes, 8) === 'WEBP',
    read: readWebp,
  },
};

/** Why a picture may not be shown. */
export const PICTURE_PROBLEMS = [
  'not-a-picture',
  'damaged',
  'animated',
  'too-many-pixels',
] as const;
export type PictureProblem = (typeof PICTURE_PROBLEMS)[number];

/** A picture that may be shown, with the largest size that it claims, or why it may not. */
export type CheckedPicture =
  | ({ ok: true; type: PictureType } & Size)
  | { ok: false; problem: PictureProblem };

/**
 * Checks a picture by its header, without decoding it: its kind by its first bytes, its size, that it is whole and that
 * it doesn't move.
 */
export function checkPicture(bytes: Buffer): CheckedPicture {
  const type = PICTURE_TYPES.find((each) => READERS[each].begins(bytes));
  if (!type) return { ok: false, problem: 'not-a-picture' };
  const claims = READERS[type].read(bytes);
  if (claims === null || claims.sizes.length === 0) return { ok: false, problem: 'damaged' };
  if (claims.isAnimated) return { ok: false, problem: 'animated' };
  const isFitting = claims.sizes.every(({ width, height }) => isSide(width) && isSide(height));
  if (!isFitting) return { ok: false, problem: 'too-many-pixels' };
  const width = Math.max(...claims.sizes.map((size) => size.width));
  const height = Math.max(...claims.sizes.map((size) => size.height));
  return { ok: true, type, width, height };
}

const isSide = (pixels: number) => pixels >= 1 && pixels <= LONGEST_SIDE;

/** Chunks, each with its length before it and a checksum after it, from `IHDR` to `IEND`. */
function readPng(bytes: Buffer): Claims {
  const sizes: Size[] = [];
  let isAnimated = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = fourCc(bytes, at + 4);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    if (kind === 'IHDR' && length === 13) {
      sizes.push({ width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) });
    }
    if (kind === 'acTL') isAnimated = true;
    if (kind === 'IEND') return { sizes, isAnimated };
    at = end;
  }
  return null;
}

/** The markers of frames: all from `C0` to `CF` but those of tables. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Segments up to the first scan, each with a marker and its length, and an end marker in the rest. */
function readJpeg(bytes: Buffer): Claims {
  const sizes: Size[] = [];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Bytes of filling may come before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (isFrame(marker)) {
      if (length < 8) return null;
      sizes.push({ height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) });
    }
    // The picture itself follows.
    if (marker === 0xda) {
      return bytes.indexOf('ffd9', end, 'hex') < 0 ? null : { sizes, isAnimated: false };
    }
    at = end;
  }
  return null;
}

/** Chunks in a RIFF container, each with its length before it. */
function readWebp(bytes: Buffer): Claims {
  if (bytes.length < 20) return null;
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) return null;
  const sizes: Size[] = [];
  let hasPicture = false;
  let isAnimated = false;
  for (let at = 12; at + 8 <= whole; ) {
    const kind = fourCc(bytes, at);
    const length = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length) return null;
    const size = webpSize(kind, content);
    if (size === null) return null;
    if (size) sizes.push(size);
    if (kind === 'VP8 ' || kind === 'VP8L') hasPicture = true;
    const saysSo = kind === 'VP8X' && ((content[0] ?? 0) & 0x02) !== 0;
    if (saysSo || kind === 'ANIM' || kind === 'ANMF') isAnimated = true;
    at += 8 + length + (length % 2);
  }
  return hasPicture || isAnimated ? { sizes, isAnimated } : null;
}

/** The size that a chunk claims; undefined if it claims none, and null if it is damaged. */
function webpSize(kind: string, content: Buffer): Size | null | undefined {
  switch (kind) {
    case 'VP8 ':
      if (content.length < 10 || content.toString('hex', 3, 6) !== '9d012a') return null;
      return {
        width: content.readUInt16LE(6) & 0x3fff,
        height: content.readUInt16LE(8) & 0x3fff,
      };
    case 'VP8L': {
      if (content.length < 5 || content[0] !== 0x2f) return null;
      const bits = content.readUInt32LE(1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      if (content.length < 10) return null;
      return { width: content.readUIntLE(4, 3) + 1, height: content.readUIntLE(7, 3) + 1 };
    default:
      return undefined;
  }
}

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.toString('hex', 0, hex.length / 2) === hex;
}

function fourCc(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}
