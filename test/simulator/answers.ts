import { Refusal } from './envelopes.ts';

export interface Answer {
  readonly status: number;
  /** An object goes out as JSON, bytes as they are, and a refusal in the envelope that is in use. */
  readonly body: object | Buffer | Refusal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a check-in was recorded for it. */
  readonly acted: boolean;
  readonly replayed: boolean;
  /** How long the platform takes to say so. */
  readonly delayMs: number;
}

/** A refusal in Confera's words. */
export function refuses(status: number, code: string, message: string): Answer {
  return { ...says(new Refusal(code, message)), status };
}

/** A plain 200. */
export function says(body: object): Answer {
  return { status: 200, body, acted: false, replayed: false, delayMs: 0 };
}

export const NOT_KNOWN = refuses(404, 'BADGE_NOT_FOUND', 'This code is not known.');
export const KEY_REUSED = refuses(
  409,
  'IDEMPOTENCY_KEY_REUSED',
  'This Idempotency-Key was used for another request.',
);
export const DUPLICATE: Answer = {
  ...says(new Refusal('DUPLICATE', 'Already checked in.', true)),
  status: 409,
};
