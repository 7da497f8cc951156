import { setTimeout } from 'node:timers/promises';
import { ConferaApiError, isConferaApiError } from './api-error.ts';
import { attempt, type Call } from './attempt.ts';
import type { JsonObject } from './json-object.ts';
import type { ConferaClientOptions, Timing } from './options.ts';
import { isRetryable, retryDelayMs } from './retry.ts';
import { sendByFetch } from './send-by-fetch.ts';
import { sendByUndici } from './send-by-undici.ts';
import { traced } from './spans.ts';

/** Makes one call, with its retries. */
export type MakeCall = (call: Call) => Promise<JsonObject>;

const realTiming: Timing = {
  now: Date.now,
  random: Math.random,
  wait: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
};

/** Makes calls as the options say: first one attempt, then, if its failure may pass by itself, more of them. */
export function callsTo(options: ConferaClientOptions): MakeCall {
  const { maxRetries = 2, timing = realTiming } = options;
  const send = traced(
    options.fetch ? sendByFetch(options.fetch) : sendByUndici(options.env ?? process.env),
  );
  const sendRead = options.cache?.(send) ?? send;

  return async (call) => {
    assertConfigured(options);
    const { signal } = call.options;
    for (let retry = 0; ; retry++) {
      try {
        const way = call.mayBeCached ? sendRead : send;
        return await attempt(call, { send: way, retry, options, now: timing.now });
      } catch (error) {
        if (!isConferaApiError(error) || !isRetryable(error) || retry >= maxRetries) throw error;
        const waitMs = retryDelayMs(retry + 1, error.retryAfterMs, timing.random());
        if (!signal?.aborted) await timing.wait(waitMs, signal).catch(() => {});
        if (signal?.aborted) throw error;
      }
    }
  };
}

function assertConfigured({ baseUrl, apiKey }: ConferaClientOptions) {
  const refuse = (message: string): never => {
    throw new ConferaApiError({ kind: 'notConfigured', message, requestSent: false });
  };
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    refuse('The base URL is missing or not an http(s) URL');
  }
  // The HTTP library's own error would repeat a key that can't be the value of a header.
  if (!/^[\x21-\x7e]+$/.test(apiKey ?? ''))
    refuse('The API key is missing or has characters no key has');
}
