/** Why this device can't store or read its scans. */
export const STORAGE_PROBLEMS = [
  'disk-full',
  'read-only',
  'no-rights',
  'locked',
  'disk-fails',
  'damaged',
  'other',
] as const;
export type StorageProblem = (typeof STORAGE_PROBLEMS)[number];
