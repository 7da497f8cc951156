import type { IncomingMessage } from 'node:http';

const LARGEST_BODY = 64 * 1024;

/** Reads a request's body as text; null when it is over 64 KiB. Never calls back if the client leaves. */
export function readBody(request: IncomingMessage, done: (text: string | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  });
  // A body that is too large is read to its end, so that the client gets to see the refusal.
  request.on('end', () => {
    done(size <= LARGEST_BODY ? Buffer.concat(chunks).toString('utf8') : null);
  });
}
