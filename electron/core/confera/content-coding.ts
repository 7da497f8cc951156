import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** The codings that the client says it can read. A cache on the way may compress an answer whether asked to or not. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br, zstd';

/** Nobody compresses an answer more often than this, and undoing each coding costs work. */
const MOST_CODINGS = 3;

/** The largest window that HTTP allows for zstd (RFC 9659). By itself, the library would allow 128 MiB. */
const ZSTD_WINDOW_LOG = 23;

type Decode = (bytes: Buffer, limit: number) => Promise<Buffer>;

const unzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.unzip);
const inflateRaw = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflateRaw);
const brotli = promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress);
const zstd = promisify<zlib.InputType, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress);

const gzip: Decode = (bytes, maxOutputLength) => unzip(bytes, { maxOutputLength });

const DECODERS: Record<string, Decode> = {
  gzip,
  'x-gzip': gzip,
  // Some servers send deflate without the zlib header that HTTP requires.
  deflate: (bytes, maxOutputLength) =>
    hasZlibHeader(bytes) ? gzip(bytes, maxOutputLength) : inflateRaw(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => brotli(bytes, { maxOutputLength }),
  zstd: (bytes, maxOutputLength) =>
    zstd(bytes, {
      maxOutputLength,
      params: { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
    }),
};

/** The codings that a `Content-Encoding` header names, in the order in which they were applied. */
export function codingsOf(header: string | undefined): string[] {
  const names = (header ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

/** Whether a body with these codings can be decoded. */
export function canDecode(codings: readonly string[]): boolean {
  return codings.length <= MOST_CODINGS && codings.every((name) => Object.hasOwn(DECODERS, name));
}

/**
 * Decodes a body, without blocking the main thread.
 *
 * @param limit the number of bytes that no stage may exceed, so that a small body can't unpack to a huge one
 * @returns null if the body is broken, unpacks to more than the limit, or has an unknown coding
 */
export async function decodeBody(
  bytes: Buffer,
  codings: readonly string[],
  limit: number,
): Promise<Buffer | null> {
  if (bytes.length === 0) return bytes;
  if (!canDecode(codings)) return null;
  let decoded = bytes;
  try {
    for (const name of codings.toReversed()) {
      decoded = (await DECODERS[name]?.(decoded, limit)) ?? decoded;
    }
    return decoded;
  } catch {
    return null;
  }
}

function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
