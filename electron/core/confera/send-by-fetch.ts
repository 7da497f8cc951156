import { canDecode, codingsOf } from './content-coding.ts';
import { BodyCollector } from './response-body.ts';
import type { SendRequest } from './send-request.ts';

/**
 * Sends requests with a `fetch` that the caller brings. `fetch` doesn't tell whether a failed request had left this
 * machine, so this way of sending never rejects with a `NotSentError`.
 */
export function sendByFetch(fetch: typeof globalThis.fetch): SendRequest {
  return async ({ method, url, headers, body, signal }) => {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await readBody(response),
    };
  };
}

async function readBody(response: Response): Promise<string | null> {
  // `fetch` decompresses a body by itself, but passes a coding that it doesn't know through as it came.
  if (!canDecode(codingsOf(response.headers.get('content-encoding') ?? undefined))) return null;
  const collector = new BodyCollector();
  try {
    for await (const chunk of response.body ?? []) {
      if (!collector.add(chunk)) return null;
    }
  } catch {
    return null;
  }
  return await collector.text();
}
