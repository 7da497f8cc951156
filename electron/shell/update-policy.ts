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

/**
 * "HH:MM" in a zone.
 *
 * @param timeZone null for the system's
 */
export function timeOfDay(now: number, timeZone: string | null): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(now);
}

/**
 * Why this installation takes no updates by itself, for the log; null where it does. On Linux the AppImage alone is
 * its user's to replace: a package's files belong to root, and the updater would ask for a password on the kiosk.
 */
export function whyNoUpdates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  if (platform !== 'linux' || env.APPIMAGE) return null;
  return 'the update address is not used: on Linux only an AppImage updates itself; install the new package with apt';
}
