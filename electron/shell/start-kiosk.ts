import { explainStart, plainStartError } from '../core/outbox/start-problem.ts';
import { FolderInUseError } from '../core/system/folder-lock.ts';
import { Kiosk, type KioskOptions } from '../kiosk/kiosk.ts';
import { serveKioskMetrics } from '../kiosk/kiosk-metrics.ts';
import type { Shell } from './open-shell.ts';
import type { Given } from './prepare-app.ts';
import { FAULT_MS } from './recovery/recovery-policy.ts';
import { restartApp } from './recovery/restart-app.ts';
import { safeKeyStore } from './safe-key-store.ts';
import { takeSingleInstance } from './single-instance.ts';
import { whenFree } from './when-free.ts';

/** Whether this process has its data folder, or why it can't use it. */
export type Folder = { isBlocked: false } | { isBlocked: true; why: unknown };

/**
 * Makes this process the only shell on its data folder. A locked kiosk whose folder takes no lock, for example on a
 * full disk, goes on to show that it is closed.
 *
 * @throws FolderInUseError if another process has the folder
 * @throws CannotStartError, unless the kiosk is locked
 */
export async function takeFolder(
  { dataDir, locked, waitMs }: Given,
  clock: Shell['clock'],
): Promise<Folder> {
  try {
    await whenFree(() => takeSingleInstance(dataDir), { forMs: waitMs, clock });
    return { isBlocked: false };
  } catch (error) {
    if (!locked || error instanceof FolderInUseError) throw plainStartError(dataDir, error);
    return { isBlocked: true, why: error };
  }
}

/**
 * Starts the kiosk. If a locked one can't start, it says for a minute that it is closed and then restarts this process:
 * a full or read-only disk may be put right, and nobody stands there to start the kiosk again.
 *
 * @param parts.leave ends the app when staff leave the kiosk
 * @param parts.power reads how the machine's power is
 * @returns null if this process restarts
 * @throws FolderInUseError if another process has the folder
 * @throws CannotStartError, unless the kiosk is locked
 */
export async function startKiosk(
  shell: Shell,
  folder: Folder,
  { leave, power }: Required<Pick<KioskOptions, 'leave' | 'power'>>,
): Promise<Kiosk | null> {
  const { given, clock, log, current, screen, close } = shell;
  const { dataDir, flags, environment, locked, windowSystem, waitMs } = given;
  const say = (line: string) => {
    process.stderr.write(`${line}\n`);
    log.info(line);
  };
  try {
    if (folder.isBlocked) throw folder.why;
    const keyStore = safeKeyStore(dataDir);
    const options = { dataDir, flags, environment, keyStore, locked, leave, windowSystem };
    const make = () => new Kiosk({ ...options, power });
    const kiosk = await whenFree(make, { forMs: waitMs, clock });
    current.set(kiosk);
    await serveKioskMetrics(kiosk, { face: 'electron', say });
    await kiosk.start();
    return kiosk;
  } catch (error) {
    if (!locked || error instanceof FolderInUseError) throw plainStartError(dataDir, error);
    log.error({ error: explainStart(dataDir, error) }, 'the kiosk could not start');
    await screen.showFaultFor(FAULT_MS);
    await close().catch(() => {});
    restartApp(environment);
    return null;
  }
}
