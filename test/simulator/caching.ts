import { createHash } from 'node:crypto';
import type { Answer } from './answers.ts';

const NO_BYTES = Buffer.alloc(0);

/** What the answers to reads say about keeping them. */
export interface Caching {
  /** A validator made of the body. */
  readonly etag: boolean;
  /** When the conference was last changed. */
  readonly lastModified: boolean;
  /** Sent as they are: `Cache-Control`, `Vary`, `Age`, `Expires`, `Date`. */
  readonly headers: Readonly<Record<string, string>>;
}

export const READ_CACHING: Caching = {
  etag: true,
  lastModified: true,
  headers: {
    'Cache-Control': 'private, max-age=60, stale-while-revalidate=300, stale-if-error=86400',
    Vary: 'Accept-Encoding',
  },
};

export const IMAGE_CACHING: Caching = {
  etag: true,
  lastModified: true,
  headers: { 'Cache-Control': 'public, max-age=3600, stale-if-error=604800' },
};

/** What a client says that it has. */
export interface Conditions {
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
}

/**
 * A successful answer with its caching headers, or a 304 if the client has it already. Any other is left as it is.
 *
 * @param modifiedAt when what it tells about was last changed, in Unix milliseconds
 */
export function revalidated(
  said: Answer,
  { ifNoneMatch, ifModifiedSince }: Conditions,
  caching: Caching,
  modifiedAt: number,
): Answer {
  if (said.status !== 200) return said;
  const bytes = Buffer.isBuffer(said.body) ? said.body : Buffer.from(JSON.stringify(said.body));
  const etag = caching.etag ? etagOf(bytes) : null;
  const lastModified = caching.lastModified ? new Date(modifiedAt).toUTCString() : null;
  // If-Modified-Since counts only where there is no If-None-Match (RFC 9110, 13.2.2).
  const unchanged =
    ifNoneMatch !== null
      ? etag !== null && matches(ifNoneMatch, etag)
      : lastModified !== null &&
        ifModifiedSince !== null &&
        Date.parse(lastModified) <= Date.parse(ifModifiedSince);
  const headers = {
    ...caching.headers,
    ...(etag !== null && { ETag: etag }),
    ...(lastModified !== null && { 'Last-Modified': lastModified }),
  };
  if (unchanged) return { ...said, status: 304, body: NO_BYTES, headers };
  return { ...said, headers: { ...said.headers, ...headers } };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** A weak comparison, as RFC 9110 asks for in If-None-Match. */
function matches(ifNoneMatch: string, etag: string): boolean {
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
