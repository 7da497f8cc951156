import type { Clock } from '../clock.ts';

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
  /** Puts a process in place of this one, which is closed. */
  restart: () => void;
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
  clock.schedule(GIVE_UP_MS, restart);
  await close().catch(() => {});
  if (supervised) endForSupervisor();
  try {
    quitAndInstall(!supervised);
  } catch {
    restart();
  }
}
