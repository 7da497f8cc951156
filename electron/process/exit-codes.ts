/** The exit codes of the commands and the app. */
export const EXIT = {
  ok: 0,
  fault: 1,
  badSetting: 2,
  /** Used by the gate alone: scans still wait, and the next run sends them. */
  pending: 3,
  inUse: 4,
  /** A check of `preflight` is red. */
  redCheck: 5,
  /** What the command needs can't be had on this machine. */
  unavailable: 6,
  /** Staff left the kiosk, so a supervisor doesn't start it again. Electron also ends with 0 when the display is lost. */
  left: 7,
  /** Used by the app alone: it asks its supervisor to start it again at once. */
  startAgain: 75,
} as const;
