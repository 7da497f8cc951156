import { randomUUID } from 'node:crypto';
import { createConferaPublicClient, isConferaApiError } from 'confera-kiosk/confera';

export const generateIdempotencyKey = randomUUID;

/** A 409. Our client tells the kinds of failures apart by a field instead of a class. */
export class ConflictError extends Error {
  readonly code: string | undefined;

  constructor(code: string | undefined, cause: Error) {
    super(cause.message, { cause });
    this.code = code;
  }
}

type Options = { baseUrl: string | undefined; environment: 'sandbox'; token: string };

/**
 * The part of the other SDK that its sample uses, as a layer over our client: a redemption is sent like a check-in, so
 * its retries, its idempotency key and its errors are those of a check-in.
 */
export function initialize({ baseUrl = '', token }: Options) {
  const { badges } = createConferaPublicClient({ baseUrl, apiKey: token, fetch: asRedemption });
  return {
    createRedemption: async (
      { offer }: { offer: string },
      options: { idempotencyKey: string },
    ): Promise<{ id: string; status: string }> => {
      try {
        const { id, status } = await badges.checkin({ qr: offer }, options);
        return { id: String(id), status: String(status) };
      } catch (error) {
        if (!isConferaApiError(error) || error.kind !== 'conflict') throw error;
        throw new ConflictError(error.code, error);
      }
    },
  };
}

/** Sends a check-in as the other API wants a redemption: elsewhere, with a token, and with other names in its body. */
const asRedemption: typeof fetch = (url, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${headers.get('x-api-key')}`);
  headers.delete('x-api-key');
  const { qr: offer } = JSON.parse(String(init.body));
  const address = String(url).replace('/api/public/v1/badges/checkin', '/v1/redemptions');
  return fetch(address, { ...init, headers, body: JSON.stringify({ offer }) });
};
