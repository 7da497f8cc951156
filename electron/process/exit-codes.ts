/** What a command's or the app's exit code says. */
export const EXIT = {
  ok: 0,
  fault: 1,
  badSetting: 2,
  /** The gate's alone: scans still wait, and the next run sends them. */
  pending: 3,
  inUse: 4,
  /** The app's alone: whoever supervises it is to start it again, at once. */
  startAgain: 75,
} as const;
