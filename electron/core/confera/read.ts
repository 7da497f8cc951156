import type { z } from 'zod';
import type { MakeCall } from './call.ts';
import type { CallOptions } from './options.ts';

/** Makes a read: an answer's object becomes one that has `data`, by its schema. */
export type Read = <Schema extends z.ZodType>(
  endpoint: string,
  schema: Schema,
  options?: CallOptions,
  query?: () => URLSearchParams,
) => Promise<z.output<Schema>>;

/** Makes reads of calls. A query that can't be sent makes the read reject, rather than throw. */
export function readsBy(call: MakeCall): Read {
  return async (endpoint, schema, options = {}, query) => {
    const asked = { endpoint, ...(query && { query: query() }) };
    const object = await call({ method: 'GET', mayBeCached: true, ...asked, options });
    return schema.parse(object);
  };
}
