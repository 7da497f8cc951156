export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a check-in was recorded for it. */
  readonly acted: boolean;
  readonly replayed: boolean;
  /** How long the platform takes to say so. */
  readonly delayMs: number;
}

/** A refusal in Confera's words. */
export function refuses(status: number, code: string, message: string): Answer {
  const body = { ok: false, code, message };
  return { status, body, acted: false, replayed: false, delayMs: 0 };
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
  ...refuses(409, 'DUPLICATE', 'Already checked in.'),
  body: { ok: false, duplicate: true, code: 'DUPLICATE', message: 'Already checked in.' },
};
