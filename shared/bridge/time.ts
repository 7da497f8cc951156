import { z } from 'zod';

/** A moment, in Unix milliseconds. */
export const time = z.number();
