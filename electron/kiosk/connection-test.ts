import type { ConnectionProblem } from '../../shared/bridge/bridge.ts';
import { type ConferaApiError, isConferaApiError } from '../core/confera/api-error.ts';
import { createConferaPublicClient } from '../core/confera/client.ts';
import { saysNo } from '../core/confera/says-no.ts';
import { troubleOf } from '../core/delivery/trouble.ts';

export type ConnectionTest = { ok: true } | { ok: false; problem: ConnectionProblem };

/** Tries an address and a key by asking for `health`, once. */
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
    return { ok: false, problem: isConferaApiError(error) ? problemOf(error) : 'broken' };
  }
}

/** What stands between this device and Confera, or else what Confera itself says about the key. */
function problemOf(error: ConferaApiError): ConnectionProblem {
  const trouble = troubleOf(error);
  if (trouble) return trouble.is;
  switch (error.kind) {
    case 'unauthorized':
      return 'unauthorized';
    case 'forbidden':
      return 'forbidden';
    case 'rateLimited':
      return 'rate-limited';
    case 'server':
      return 'server-trouble';
    default:
      return 'not-confera';
  }
}
