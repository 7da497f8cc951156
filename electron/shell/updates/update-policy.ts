/** What decides whether an update that has been downloaded may be installed now. */
export type UpdateMoment = {
  /** Scans that are not yet confirmed. */
  pending: number;
  /** The time since the last scan, milliseconds. */
  idleMs: number;
  /** The time of day at the venue, "HH:MM". */
  timeOfDay: string;
  /** "HH:MM-HH:MM", without the minute at the end. */
  hours: string;
};

/** When nobody has scanned for this long, the queue at the door is gone. */
const IDLE_MS = 15 * 60_000;

/** Whether to install an update now: no scan waits, nobody is there, and the organiser has allowed this hour. */
export function mayInstallUpdate({ pending, idleMs, timeOfDay, hours }: UpdateMoment): boolean {
  const [from = '', to = ''] = hours.split('-');
  const within =
    from <= to ? from <= timeOfDay && timeOfDay < to : timeOfDay >= from || timeOfDay < to;
  return pending === 0 && idleMs >= IDLE_MS && within;
}

/** The time of day as "HH:MM" in a zone, given by its IANA name. */
export function timeOfDay(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(now);
}

/**
 * Why this installation doesn't update itself, for the log; null if it does. A Linux package, and on Windows an
 * installation for all users, belong to an administrator: this user can't replace them, and the updater would ask for a
 * password on the kiosk. On Linux only an AppImage belongs to the user.
 *
 * @param mayReplace whether this user may write to the program's folder
 */
export function whyNoUpdates(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  mayReplace: () => boolean,
): string | null {
  if (platform === 'linux' && !env.APPIMAGE) {
    return 'the update address is not used: on Linux only an AppImage updates itself; install the new package with apt';
  }
  if (platform === 'win32' && !mayReplace()) {
    return 'the update address is not used: Windows would ask for an administrator; run the new installer as one, with /S';
  }
  return null;
}
