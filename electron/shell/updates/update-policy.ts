/** What decides whether an update that has been downloaded may be installed now. */
export type UpdateMoment = {
  /** Scans that are not yet confirmed. */
  pending: number;
  /** Since the last scan, milliseconds. */
  idleMs: number;
  /** The time of day at the venue, "HH:MM". */
  timeOfDay: string;
  /** "HH:MM-HH:MM"; the end is no longer part of it. */
  hours: string;
};

/** Nobody has scanned for so long: the queue before the door is gone. */
const IDLE_MS = 15 * 60_000;

/** Whether now is the moment: nothing waits, nobody is there, and it is in the hours that the organiser chose. */
export function mayInstallUpdate({ pending, idleMs, timeOfDay, hours }: UpdateMoment): boolean {
  const [from = '', to = ''] = hours.split('-');
  const within =
    from <= to ? from <= timeOfDay && timeOfDay < to : timeOfDay >= from || timeOfDay < to;
  return pending === 0 && idleMs >= IDLE_MS && within;
}

/** "HH:MM" in a zone, an IANA name. */
export function timeOfDay(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(now);
}

/**
 * Why this installation takes no updates by itself, for the log; null where it does. What belongs to an administrator
 * is not this user's to replace, and the updater would ask for a password on the kiosk: a Linux package, of which the
 * AppImage alone is the user's, and on Windows an installation for all users.
 *
 * @param mayReplace whether this user may write where the program lies
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
