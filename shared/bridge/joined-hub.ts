import { z } from 'zod';

/** What a screen may show of the venue's hub that a device has joined. Nothing of its line is secret here. */
export const joinedHub = z.object({
  /** Where it listens, as `host:port`. */
  addresses: z.array(z.string()),
  /** Who this device is there: the `id` in the hub's list. */
  device: z.string(),
});
export type JoinedHub = z.infer<typeof joinedHub>;
