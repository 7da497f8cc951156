import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** What the client says it can read. A cache on the way may compress an answer whether it is asked to or not. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br, zstd';

/** Nobody compresses an answer more often than this, and each time costs work. */
const MOST_CODINGS = 3;

/** The largest window that HTTP allows for zstd (RFC 9659); the library would take memory for 128 MiB. */
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
  // Some servers send deflate without the zlib header that HTTP asks for.
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

/** Whether a body with these codings can be read here. */
export function canDecode(codings: readonly string[]): boolean {
  return codings.length <= MOST_CODINGS && codings.every((name) => Object.hasOwn(DECODERS, name));
}

/**
 * Takes the codings off a body, beside the main thread.
 *
 * @param limit bytes that no stage may exceed: a small body that unpacks to a huge one ends there
 * @returns null where the body is broken, unpacks to more than the limit, or has a coding that is not known
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
