import { z } from 'zod';
import { ENVELOPES } from './envelopes.ts';
import { faultRuleSchema } from './fault-rules.ts';
import { SCOPES } from './scopes.ts';

const entrySchema = z.record(z.string(), z.json());
export const rulesSchema = z.array(faultRuleSchema);
export const replaySchema = z.strictObject({ on: z.boolean() });
export const internetSchema = z.strictObject({ gone: z.boolean() });
export const keysSchema = z.record(
  z.string().min(1),
  z.strictObject({
    state: z.enum(['live', 'revoked']),
    scopes: z.array(z.enum(SCOPES)),
    conference: z.string().optional(),
  }),
);
/** As a header of HTTP may be: any other text would bring the server down. */
const cachingSchema = z.strictObject({
  etag: z.boolean(),
  lastModified: z.boolean(),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().regex(/^[ -~]*$/)),
});
export const behaviourSchema = z.strictObject({
  replay: z.boolean().exactOptional(),
  scopesFirst: z.boolean().exactOptional(),
  envelope: z.enum(ENVELOPES).exactOptional(),
  readCaching: cachingSchema.exactOptional(),
  imageCaching: cachingSchema.exactOptional(),
});
/** Its entries may be anything that JSON can say, since that is what they are for. */
export const conferenceSchema = z.strictObject({
  site: entrySchema.exactOptional(),
  events: z.array(entrySchema).exactOptional(),
  workshops: z.array(entrySchema).exactOptional(),
  venues: z.array(entrySchema).exactOptional(),
  speakers: z.array(entrySchema).exactOptional(),
  exhibits: z.array(entrySchema).exactOptional(),
  registrationConfig: entrySchema.exactOptional(),
  registrations: z.array(entrySchema).exactOptional(),
});
