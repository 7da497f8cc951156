import type { Settings } from '../../shared/settings/settings.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { KioskSession } from '../kiosk/kiosk-session.ts';

/**
 * The kiosk of this process. The window and the guards are there before it, and it may never start; until it does
 * there is nothing to lock, to allow or to close.
 */
export class CurrentKiosk {
  #kiosk: Kiosk | null = null;
  #session: KioskSession | null = null;

  /** Remembers a kiosk that has to be closed from now on. */
  set(kiosk: Kiosk): void {
    this.#kiosk = kiosk;
  }

  /** Remembers the session of the page. */
  connect(session: KioskSession): void {
    this.#session = session;
  }

  /** The USB ids of the serial scanners in the settings. */
  get serialScanners(): readonly string[] {
    return this.#kiosk?.settings.forScreen.serialScanners ?? [];
  }

  /** The settings of the screen; null until there is a kiosk. */
  get settings(): Settings | null {
    return this.#kiosk?.settings.forScreen ?? null;
  }

  /** The secrets that must not stand in a log, given or saved; null until there is a kiosk. */
  get secrets(): readonly string[] | null {
    return this.#kiosk?.settings.secrets ?? null;
  }

  /** The picture of this name, if the idle screen shows it. */
  picture(name: string): { type: string; body: Buffer } | null {
    return this.#kiosk?.picture(name) ?? null;
  }

  /** Whether a supervisor has opened the staff area on the screen. */
  get isSupervisorThere(): boolean {
    return this.#session?.isSupervised ?? false;
  }

  lockStaff(): void {
    this.#session?.lock();
  }

  async close(): Promise<void> {
    await this.#kiosk?.close();
  }
}
