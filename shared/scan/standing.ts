/**
 * How a scan of this device stands: done, in one of two ways; not confirmed yet; refused, so that a person may still do
 * something about it; a conflict that a person must look at; or dismissed by one.
 */
export const STANDINGS = [
  'checked-in',
  'already-checked-in',
  'waiting',
  'rejected',
  'attention',
  'dismissed',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** Why a person dismissed a scan that Confera refused. There is no room for a name. */
export const DISMISSALS = ['handled', 'turned-away', 'no-badge', 'test', 'other'] as const;
export type Dismissal = (typeof DISMISSALS)[number];
