import { z } from 'zod';
import { locked } from './answers.ts';

type Schema = z.ZodType;

/** A method that every screen may call at any time. */
export const anyone = <I extends Schema, O extends Schema>(input: I, output: O) => ({
  mayCall: 'anyone' as const,
  input,
  output,
});

/** A method for staff, and for whoever sets up a new device, which has no PIN yet. */
export const setup = <I extends Schema, const O extends readonly Schema[]>(
  input: I,
  ...outputs: O
) => ({
  mayCall: 'setup' as const,
  input,
  output: z.union([...outputs, locked]),
});

/** A method for staff alone. */
export const staff = <I extends Schema, const O extends readonly Schema[]>(
  input: I,
  ...outputs: O
) => ({
  mayCall: 'staff' as const,
  input,
  output: z.union([...outputs, locked]),
});
