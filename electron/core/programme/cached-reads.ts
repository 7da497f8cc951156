import { isFromTheWay } from '../confera/api-error.ts';
import { parseJsonObject } from '../confera/json-object.ts';
import { saysNo } from '../confera/says-no.ts';
import type { HttpResponse, SendRequest } from '../confera/send-request.ts';
import type { Answer, Got, HttpCache, Worth } from '../http-cache/http-cache.ts';

export type CachedReads = {
  cache: HttpCache;
  /** Told about every answer that was got. */
  onGot: (got: Got) => void;
  /**
   * While Confera may not be asked: the answer where nothing is kept. What is kept is then given whatever its age. Null
   * while Confera may be asked.
   */
  insteadOfAsking?: () => Answer | null;
};

/** Stands for an answer that isn't kept. */
export const NOT_KEPT: Answer = { status: 504, headers: {}, body: Buffer.alloc(0) };

/** Puts the cache between a client's reads and the network. It takes reads alone. */
export function cachedReads({ cache, onGot, insteadOfAsking = () => null }: CachedReads) {
  return (send: SendRequest): SendRequest =>
    async (request) => {
      if (request.method !== 'GET') throw new TypeError('The cache takes reads alone');
      const { url, headers } = request;
      const read = { url, headers };
      const ask = async (asking: Answer['headers']) =>
        wholeAnswer(await send({ ...request, headers: { ...asking } }));
      const instead = insteadOfAsking();
      const got = instead
        ? await cache.kept(read)
        : await cache.get(read, { ask, worthOf: worthOfRead });
      if (got) onGot(got);
      const { body, ...rest } = got?.answer ?? instead ?? NOT_KEPT;
      return { ...rest, body: body.toString() };
    };
}

/** A body that broke off or was too large must not be taken for a whole one, so it counts as no answer. */
function wholeAnswer({ status, headers, body }: HttpResponse): Answer {
  if (body === null && status !== 304) throw new TypeError('The answer broke off');
  // The body is decoded already.
  const { 'content-encoding': _coding, ...fields } = headers;
  return { status, headers: fields, body: Buffer.from(body ?? '') };
}

/**
 * What an answer is worth, by the rules of the client: only a JSON object is Confera's own. A redirect or a page is
 * somebody else's, and 408, 429 and 5xx may come from anybody in between.
 */
export function worthOfRead({ status, body }: Answer): Worth {
  if (status === 429 || status === 408 || status >= 500 || isFromTheWay(status)) return 'trouble';
  const object = parseJsonObject(body.toString());
  if (object === undefined) return 'trouble';
  if (status >= 400) return 'refusal';
  return status === 200 && !saysNo(object) ? 'good' : 'trouble';
}
