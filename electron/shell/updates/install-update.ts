import type { Clock } from '../../core/system/clock.ts';

/** An installer that has started ends this process within seconds. */
const GIVE_UP_MS = 60_000;

export type Installation = {
  /** Ends the kiosk's work; what is under way is written down first. */
  close: () => Promise<void>;
  /** Installs the update and quits; with `relaunch` the installer starts the new version. */
  quitAndInstall: (relaunch: boolean) => void;
  /** Whether a supervisor starts this process again when it ends with 75. */
  supervised: boolean;
  /** Makes the quit that follows end with 75. */
  endForSupervisor: () => void;
  /** Replaces this process; `isClosed` is false if its closing hangs. */
  restart: (how: { isClosed: boolean }) => void;
  clock: Clock;
};

/**
 * Closes the kiosk and installs an update. If that fails, the old version restarts within a minute: an update never
 * leaves an entrance closed.
 *
 * Under a supervisor the installer doesn't start the new version: the supervisor would end that process together with
 * this one, or start a second kiosk beside it.
 */
export async function installUpdate(installation: Installation): Promise<void> {
  const { close, quitAndInstall, supervised, endForSupervisor, restart, clock } = installation;
  let isClosed = false;
  clock.schedule(GIVE_UP_MS, () => restart({ isClosed }));
  await close().catch(() => {});
  isClosed = true;
  try {
    if (supervised) endForSupervisor();
    quitAndInstall(!supervised);
  } catch {
    restart({ isClosed });
  }
}
