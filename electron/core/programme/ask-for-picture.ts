import { type createDispatcher, singleFields } from '../confera/send-by-undici.ts';
import type { Answer } from '../http-cache/http-cache.ts';
import { PICTURE_TYPES } from '../system/picture-file.ts';

/** No logo needs more. */
const LARGEST_BYTES = 2 * 1024 * 1024;

/** How much is read of a body that nobody needs, so that its connection can be used again. */
const UNREAD_BYTES = 4096;

/** What the answer of a server counts as whose picture is larger: its content is too large. */
const TOO_LARGE: Answer = { status: 413, headers: {}, body: Buffer.alloc(0) };

export type PictureRequest = {
  url: URL;
  /** What a cache wants to add, to ask whether its picture is still valid. */
  headers: Readonly<Record<string, string>>;
  dispatcher: ReturnType<typeof createDispatcher>;
  signal: AbortSignal;
};

/** The fields of every request for a picture. The key is never one of them. */
export function pictureFields(userAgent: string): Record<string, string> {
  return { accept: PICTURE_TYPES.join(', '), 'user-agent': userAgent };
}

/**
 * Asks a server for a picture. It follows no redirect, takes no compressed body, and reads no more than 2 MiB.
 *
 * @throws if there is no whole answer
 */
export async function askForPicture(request: PictureRequest): Promise<Answer> {
  const { url, dispatcher, signal } = request;
  const response = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: { ...request.headers, 'accept-encoding': 'identity' },
    signal,
  });
  const headers = singleFields(response.headers);
  const { statusCode: status, body } = response;
  if (status !== 200) {
    await body.dump({ limit: UNREAD_BYTES, signal });
    return { status, headers, body: Buffer.alloc(0) };
  }
  const picture = await bounded(body, Number(headers['content-length'] ?? 0));
  return picture ? { status, headers, body: picture } : TOO_LARGE;
}

/** The whole body, or null if it is too large. Its rest is then never read. */
async function bounded(
  body: AsyncIterable<Buffer> & { destroy: () => unknown },
  announced: number,
): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = announced > LARGEST_BYTES ? announced : 0;
  if (size === 0) {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > LARGEST_BYTES) break;
      chunks.push(chunk);
    }
  }
  if (size <= LARGEST_BYTES) return Buffer.concat(chunks);
  body.destroy();
  return null;
}
