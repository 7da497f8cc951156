/** The exit codes of the commands and the app. */
export const EXIT = {
  ok: 0,
  fault: 1,
  badSetting: 2,
  /** Used by the gate alone: scans still wait, and the next run sends them. */
  pending: 3,
  inUse: 4,
  /** Used by the app alone: it asks its supervisor to start it again at once. */
  startAgain: 75,
} as const;
