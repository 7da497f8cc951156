import type { Clock } from '../../core/system/clock.ts';

/** An installer that is begun ends this process within seconds. */
const GIVE_UP_MS = 60_000;

export type Installation = {
  /** Ends the kiosk's work; what is under way is written down first. */
  close: () => Promise<void>;
  /** Installs the update and quits; `relaunch` has the installer start the new version. */
  quitAndInstall: (relaunch: boolean) => void;
  /** Whether somebody starts this process again when it ends with 75. */
  supervised: boolean;
  /** Has the coming quit end with 75. */
  endForSupervisor: () => void;
  /** Puts a process in place of this one; `isClosed` is false where its closing hangs. */
  restart: (how: { isClosed: boolean }) => void;
  clock: Clock;
};

/**
 * Closes the kiosk and installs an update. Where that comes to nothing the kiosk starts anew as it was, a minute later
 * at most: an update never leaves a closed entrance.
 *
 * A supervisor would see an installer's own new process end with it, or a second kiosk beside it.
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
