import { EventEmitter } from 'node:events';
import type { KioskState } from '../../shared/bridge.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { SettingName } from '../../shared/settings.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type Core, type CoreSettings, createCore } from '../core.ts';
import { lockDataFolder } from '../outbox/instance-lock.ts';
import type { KeyStore } from '../settings/key-store.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { StaffPin } from '../settings/staff-pin.ts';
import { KioskSettings } from './kiosk-settings.ts';

/** How often a core that could not start is tried again: a folder may have been freed meanwhile. */
const RESTART_MS = 5_000;

export type KioskEvents = {
  state: [KioskState];
  settled: [{ scanId: string; outcome: Outcome }];
};

export type KioskOptions = {
  dataDir: string;
  flags: SettingTexts;
  /** Taken out of the environment before. */
  environment: SettingTexts;
  keyStore: KeyStore;
  clock?: Clock;
  /** Ends the app; absent where a screen can't. */
  leave?: () => void;
};

/**
 * The kiosk with a screen to be: the core while its settings are there, the settings' changing, and the state that
 * every screen derives from.
 */
export class Kiosk {
  readonly events = new EventEmitter<KioskEvents>();
  readonly settings: KioskSettings;
  readonly pin: StaffPin;
  readonly leave: (() => void) | null;
  readonly #dataDir: string;
  readonly #clock: Clock;
  readonly #unlock: () => void;
  #core: Core | null = null;
  #fault: string | null = null;
  #cancelRestart: (() => void) | undefined;

  /** @throws FolderInUseError, or what the file system says */
  constructor({ dataDir, flags, environment, keyStore, clock = systemClock, leave }: KioskOptions) {
    this.#dataDir = dataDir;
    this.#clock = clock;
    this.leave = leave ?? null;
    this.#unlock = lockDataFolder(dataDir);
    this.settings = new KioskSettings({ dataDir, flags, environment, keyStore });
    this.pin = new StaffPin({ dataDir, clock });
    // One kiosk may be shown on several pages.
    this.events.setMaxListeners(0);
  }

  /** Sets the PIN that the environment brings, if there is none yet, and starts the core if it can. */
  async start(firstPin: string | undefined): Promise<void> {
    if (firstPin && !this.pin.isSet) await this.pin.set(firstPin);
    this.#startCore();
  }

  /** Null while the settings are missing or the core can't start. */
  get core(): Core | null {
    return this.#core;
  }

  /** The core starts anew with what the settings now say; no scan is lost, since each is on disk. */
  async restart(): Promise<void> {
    const core = this.#core;
    this.#core = null;
    await core?.close();
    this.#startCore();
  }

  state(): KioskState {
    const { eventName, location, desk, scannerSide, codePattern } = this.settings.forScreen;
    const status = this.#core?.status();
    return {
      screen: this.#screen(),
      fault: this.#fault,
      connection: status
        ? { is: status.connection, since: status.since, reason: status.reason }
        : { is: 'offline', since: this.#clock.now(), reason: null },
      queued: status?.queued ?? 0,
      needsAttention: status?.needsAttention ?? 0,
      backlogStopped: status?.backlogStopped ?? false,
      display: { eventName, location, desk, scannerSide, codePattern },
    };
  }

  /** Ends everything and gives the folder back. */
  async close(): Promise<void> {
    this.#cancelRestart?.();
    this.events.removeAllListeners();
    await this.#core?.close();
    this.#unlock();
  }

  #screen(): KioskState['screen'] {
    if (this.#core) return 'scan';
    return this.#fault === null ? 'setup' : 'fault';
  }

  #startCore() {
    this.#cancelRestart?.();
    this.#fault = null;
    const settings = this.settings.forCore;
    if (settings) this.#tryCore(settings);
    this.#tellState();
  }

  #tryCore(settings: CoreSettings) {
    try {
      const core = createCore({ settings, dataDir: this.#dataDir, clock: this.#clock });
      core.events.on('status', () => this.#tellState());
      core.events.on('settled', ({ scanId, outcome }) => {
        this.events.emit('settled', { scanId, outcome });
      });
      core.start();
      this.#core = core;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#fault = `This device can't use its data folder: ${reason}`;
      this.#cancelRestart = this.#clock.schedule(RESTART_MS, () => this.#startCore());
    }
  }

  #tellState() {
    this.events.emit('state', this.state());
  }
}

/** Settings that a screen may show and change; the others belong to who starts the program. */
export const SCREEN_SETTINGS: readonly SettingName[] = [
  'baseUrl',
  'apiKey',
  'location',
  'mode',
  'eventName',
  'desk',
  'staffPin',
  'timeZone',
  'scannerSide',
  'debounceMs',
  'timeoutMs',
];
