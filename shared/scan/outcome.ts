/** What is checked in: the badge itself, or attendance on one day. */
export const KINDS = ['badge', 'attendance'] as const;
export type Kind = (typeof KINDS)[number];

/** What a person is told of a scan: the one vocabulary, from the outbox to the screen. */
export const OUTCOMES = [
  'checked-in',
  'already-checked-in',
  'queued',
  'rejected',
  'attention',
  'not-saved',
  'unreadable',
  'ignored',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why Confera refused a badge: the visitor reads a sentence for each of these. */
export const REJECTION_REASONS = ['unknown-badge', 'revoked-badge', 'invalid-code'] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Why an outcome is not simply `checked-in`. */
export const REASONS = [
  ...REJECTION_REASONS,
  'key-refused',
  'not-allowed',
  'key-reused',
  'refused-before',
  'no-network',
  'server-trouble',
  'rate-limited',
  'disk-full',
  'storage',
  'empty',
  'too-long',
  'control-characters',
  'repeat',
] as const;
export type Reason = (typeof REASONS)[number];

/** How the device stands with Confera. */
export const CONNECTIONS = ['online', 'offline', 'blocked'] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** The answer to one scan, as every face of the core gives it. */
export type ScanResult = {
  /** Null where no row was made: `unreadable`, `ignored`, `not-saved`. */
  scanId: string | null;
  outcome: Outcome;
  kind: Kind | null;
  /** YYYY-MM-DD at the venue; attendance only. */
  day: string | null;
  reason: Reason | null;
  /** The person's name, where Confera gave one. */
  name: string | null;
};
