/** What is checked in: the badge itself, or attendance on one day. */
export const KINDS = ['badge', 'attendance'] as const;
export type Kind = (typeof KINDS)[number];

/** What a person is told about a scan. The outbox, the bridge and the screen all use these words. */
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

/** Why an outcome isn't simply `checked-in`. Why Confera refused a badge belongs in the list above. */
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
  /** Another gate of the venue has scanned the badge, and just now: within the last 15 seconds. */
  'elsewhere',
  'elsewhere-just-now',
] as const;
export type Reason = (typeof REASONS)[number];

/** Whether this device can reach Confera and is accepted there. */
export const CONNECTIONS = ['online', 'offline', 'blocked'] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** The answer to one scan, as every face of the core gives it. */
export type ScanResult = {
  /** Null if the scan has no row in the outbox: `unreadable`, `ignored` and `not-saved`. */
  scanId: string | null;
  outcome: Outcome;
  kind: Kind | null;
  /** The day at the venue as YYYY-MM-DD; for attendance only. */
  day: string | null;
  reason: Reason | null;
  /** The person's name, if Confera gave one. */
  name: string | null;
  /** The scan that came before, where a badge was scanned before and it is known. */
  first: FirstScan | null;
  /** The last scan before this one, if it was so short a time ago that the badge may have been handed back. */
  passBack: FirstScan | null;
};

/** Where and when a badge was scanned before. */
export type FirstScan = {
  /** Unix milliseconds by this device's clock. */
  at: number;
  location: string | null;
};
