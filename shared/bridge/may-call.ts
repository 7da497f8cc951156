import { z } from 'zod';
import { locked } from './answers.ts';

type Schema = z.ZodType;

/** A method that every screen may call at any time. */
export const anyone = <I extends Schema, O extends Schema>(input: I, output: O) => ({
  mayCall: 'anyone' as const,
  input,
  output,
});

/** A method for supervisors, and for whoever sets up a new device, which has no PIN yet. */
export const setup = <I extends Schema, const O extends readonly Schema[]>(
  input: I,
  ...outputs: O
) => ({
  mayCall: 'setup' as const,
  input,
  output: z.union([...outputs, locked]),
});

/** A method for all staff: stewards, and supervisors as well. */
export const steward = <I extends Schema, const O extends readonly Schema[]>(
  input: I,
  ...outputs: O
) => ({
  mayCall: 'steward' as const,
  input,
  output: z.union([...outputs, locked]),
});

/** A method for supervisors alone. */
export const supervisor = <I extends Schema, const O extends readonly Schema[]>(
  input: I,
  ...outputs: O
) => ({
  mayCall: 'supervisor' as const,
  input,
  output: z.union([...outputs, locked]),
});
