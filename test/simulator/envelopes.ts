/** The forms in which an API may tell about an error. */
export const ENVELOPES = ['flat', 'error-object', 'errors-list', 'error-code', 'no-code'] as const;
export type Envelope = (typeof ENVELOPES)[number];

/** What was refused and why. Its body depends on the envelope that is in use when it is sent. */
export class Refusal {
  readonly code: string;
  readonly message: string;
  /** The same scan was recorded before. */
  readonly duplicate: boolean;

  constructor(code: string, message: string, duplicate = false) {
    this.code = code;
    this.message = message;
    this.duplicate = duplicate;
  }

  in(envelope: Envelope): object {
    const { code, message } = this;
    const flags = { ok: false, ...(this.duplicate && { duplicate: true }) };
    switch (envelope) {
      case 'flat':
        return { ...flags, code, message };
      case 'error-object':
        return this.duplicate
          ? { ...flags, error: { code, message } }
          : { error: { code, message } };
      case 'errors-list':
        return { ...flags, errors: [{ code, message }] };
      case 'error-code':
        return { ...flags, error: code, message };
      case 'no-code':
        return { ...flags, message };
    }
  }
}
