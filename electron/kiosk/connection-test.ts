import type { Mode } from '../../shared/scan/parse-code.ts';
import { createConferaPublicClient } from '../core/confera/client.ts';
import { type KeyTest, testKey } from '../core/key/key-test.ts';

/**
 * Tries an address and a key, once, without checking anybody in.
 *
 * @param given.timeoutMs the time limit of each request
 * @param given.day the day at the venue, YYYY-MM-DD
 */
export function testConnection(given: {
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
  userAgent: string;
  mode: Mode;
  day: string;
}): Promise<KeyTest> {
  const { baseUrl, apiKey, timeoutMs, userAgent, mode, day } = given;
  const client = createConferaPublicClient({ baseUrl, apiKey, userAgent, maxRetries: 0 });
  return testKey({ client, inUse: null, mode, day, call: { timeoutMs } });
}
