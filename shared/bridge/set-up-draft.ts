import { z } from 'zod';
import { OPEN_SETTINGS } from '../settings/screen-settings.ts';

/** What has been entered in the set-up so far, as typed. It has no room for the key or the PIN. */
export const setUpDraft = z.partialRecord(z.enum(OPEN_SETTINGS), z.string().max(2048));

export type SetUpDraft = z.infer<typeof setUpDraft>;
