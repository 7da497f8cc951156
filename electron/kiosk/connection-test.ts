import type { ConnectionProblem } from '../../shared/bridge.ts';
import { saysNo } from '../checkin/says-no.ts';
import { type ConferaErrorKind, isConferaApiError } from '../confera/api-error.ts';
import { createConferaPublicClient } from '../confera/client.ts';

const PROBLEMS: Record<ConferaErrorKind, ConnectionProblem> = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  network: 'unreachable',
  timeout: 'timeout',
  decoding: 'not-confera',
  notFound: 'not-confera',
  conflict: 'not-confera',
  validation: 'not-confera',
  notConfigured: 'not-confera',
  rateLimited: 'rate-limited',
  server: 'server-trouble',
};

export type ConnectionTest = { ok: true } | { ok: false; problem: ConnectionProblem };

/** Asks `health` with a key, once. */
export async function testConnection(given: {
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
  userAgent: string;
}): Promise<ConnectionTest> {
  try {
    const body = await createConferaPublicClient({ ...given, maxRetries: 0 }).health();
    return saysNo(body) ? { ok: false, problem: 'server-trouble' } : { ok: true };
  } catch (error) {
    return { ok: false, problem: isConferaApiError(error) ? PROBLEMS[error.kind] : 'unreachable' };
  }
}
