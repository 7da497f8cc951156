import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import type { KioskState, ScannerSettings } from '../../shared/bridge/bridge.ts';
import type { Outcome } from '../../shared/scan/outcome.ts';
import type { CoreSettings, Settings } from '../../shared/settings/settings.ts';
import { type Core, createCore } from '../core/core.ts';
import { type WaitingScans, waitingAtRest } from '../core/outbox/database/waiting-at-rest.ts';
import { pastSalvages, type Salvage } from '../core/outbox/salvage/set-aside.ts';
import { explainStart } from '../core/outbox/storage-problem.ts';
import { type Clock, systemClock } from '../core/system/clock.ts';
import { type DamagedFile, damagedFiles } from '../core/system/damaged-files.ts';
import { nullIfMissing } from '../core/system/durable-file.ts';
import { lockDataFolder } from '../core/system/folder-lock.ts';
import { DeviceSettings } from '../settings/device-settings.ts';
import type { KeyStore } from '../settings/key-store.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { StaffPin } from '../settings/staff-pin.ts';
import { strangersIn, wipeFolder } from '../settings/wipe-folder.ts';

/** How often a core that could not start is tried again: a folder may have been freed meanwhile. */
const RESTART_MS = 5_000;

/** How soon a new start sets a database aside that was found damaged. */
const DAMAGED_MS = 1_000;

/** As many files that are not the kiosk's are named to staff. */
const NAMED_STRANGERS = 5;

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
  /** Whether visitors stand at it; else as the setting says. */
  locked?: boolean;
  /** Ends the app; absent where a screen can't. */
  leave?: () => void;
};

/**
 * The kiosk with a screen to be: the core while its settings are there, the settings' changing, and the state that
 * every screen derives from.
 */
export class Kiosk {
  readonly events = new EventEmitter<KioskEvents>();
  readonly settings: DeviceSettings;
  readonly pin: StaffPin;
  readonly leave: (() => void) | null;
  readonly #dataDir: string;
  readonly #locked: boolean;
  readonly #clock: Clock;
  readonly #unlock: () => void;
  #core: Core | null = null;
  #fault: string | null = null;
  #turn: Promise<void> = Promise.resolve();
  #stopping = false;
  #closed = false;
  #cancelRestart: (() => void) | undefined;

  /** @throws FolderInUseError, or what the file system says */
  constructor(options: KioskOptions) {
    const { dataDir, flags, environment, keyStore, clock = systemClock, locked, leave } = options;
    this.#dataDir = dataDir;
    this.#clock = clock;
    this.leave = leave ?? null;
    this.#unlock = lockDataFolder(dataDir);
    this.settings = new DeviceSettings({ dataDir, flags, environment, keyStore });
    this.#locked = locked ?? this.settings.forScreen.lockdown;
    this.pin = new StaffPin({ dataDir, clock });
    // One kiosk may be shown on several pages.
    this.events.setMaxListeners(0);
  }

  /** Sets the PIN that the environment brings, if there is none yet, and starts the core if it can. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      const { staffPin } = this.settings.forScreen;
      if (staffPin && !this.pin.isSet) await this.pin.set(staffPin);
      this.#startCore();
    });
  }

  /** Null while the settings are missing or the core can't start. */
  get core(): Core | null {
    return this.#core;
  }

  /** The core starts anew with what the settings now say; no scan is lost, since each is on disk. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#stopCore();
      } finally {
        this.#startCore();
      }
    });
  }

  /** Whether the core is being started anew, or the kiosk ended: nobody knows then what the disk will hold. */
  get isChanging(): boolean {
    return this.#stopping || this.#closed;
  }

  /**
   * The scans whose end is not known yet: the core's, or where it can't run those that are in its database. Not to be
   * asked while the core is changing.
   *
   * @throws where they can't be read
   */
  waitingScans(): WaitingScans {
    const overview = this.#core?.outbox.overview;
    if (!overview) return waitingAtRest(this.#dataDir);
    return {
      count: (baseUrl) => overview.countWaiting(baseUrl),
      list: () => overview.waiting(),
      complete: true,
    };
  }

  /**
   * Deletes all that this device keeps, and begins with its first set-up.
   *
   * @throws what the file system says
   */
  wipe(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stopCore();
      try {
        wipeFolder(this.#dataDir);
        this.pin.forget();
      } finally {
        this.settings.readAgain();
        this.#startCore();
      }
    });
  }

  state(): KioskState {
    const settings = this.settings.forScreen;
    const { eventName, location, desk, scannerSide, codePattern } = settings;
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
      storage: status?.storage ?? null,
      locked: this.#locked,
      display: {
        eventName,
        location,
        desk,
        scannerSide,
        codePattern,
        timeZone: this.settings.venueTimeZone,
      },
      camera: {
        name: settings.camera,
        formats: settings.codeFormats,
        restAfterMs: settings.cameraRestMinutes * 60_000 || null,
      },
      scanner: scannerSettings(settings),
    };
  }

  /** Writes down what went wrong in our own work: into the log, while there is a core to have one. */
  report(error: unknown): void {
    if (this.#core) this.#core.log.error({ err: error }, 'the kiosk failed at something');
    else process.stderr.write(`${inspect(error)}\n`);
  }

  /** Damaged databases that were set aside and are still there, oldest first. */
  salvages(): Salvage[] {
    return pastSalvages(this.#dataDir);
  }

  /** Damaged files that were set aside and are still there. */
  damagedFiles(): DamagedFile[] {
    return damagedFiles(this.#dataDir);
  }

  /** What is in the data folder and not the kiosk's, by name: the first few. */
  strangers(): string[] {
    return nullIfMissing(() => strangersIn(this.#dataDir, NAMED_STRANGERS)) ?? [];
  }

  /** Ends everything and gives the folder back. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#closed = true;
      this.#cancelRestart?.();
      this.events.removeAllListeners();
      await this.#stopCore();
      this.#unlock();
    });
  }

  /** One start, restart or end after the other: two cores on one database would send each scan twice. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (!this.#closed) await work();
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #stopCore() {
    const core = this.#core;
    this.#core = null;
    this.#stopping = core !== null;
    try {
      await core?.close();
    } finally {
      this.#stopping = false;
    }
  }

  #screen(): KioskState['screen'] {
    if (this.#core || this.#stopping) return 'scan';
    return this.#fault === null ? 'setup' : 'fault';
  }

  #startCore() {
    this.#cancelRestart?.();
    this.#fault = null;
    const { forCore } = this.settings;
    if (forCore.ok) this.#tryCore(forCore.settings);
    this.#tellState();
  }

  #tryCore(settings: CoreSettings) {
    try {
      const core = createCore({ settings, dataDir: this.#dataDir, clock: this.#clock });
      core.events.on('status', () => this.#tellState());
      core.events.on('settled', ({ scanId, outcome }) => {
        this.events.emit('settled', { scanId, outcome });
      });
      // Not at once: should the whole database turn out to be sound, this must not go round and round.
      core.events.once('damaged', () => this.#restartIn(DAMAGED_MS));
      core.start();
      this.#core = core;
    } catch (error) {
      this.#fault = explainStart(this.#dataDir, error);
      this.#restartIn(RESTART_MS);
    }
  }

  #restartIn(ms: number) {
    this.#cancelRestart?.();
    this.#cancelRestart = this.#clock.schedule(ms, () => {
      this.restart().catch((error: unknown) => {
        this.report(error);
        // A core that could not be closed is gone all the same.
        this.#restartIn(RESTART_MS);
      });
    });
  }

  #tellState() {
    this.events.emit('state', this.state());
  }
}

function scannerSettings(settings: Settings): ScannerSettings {
  return {
    mode: settings.mode,
    prefix: settings.scannerPrefix,
    suffix: settings.scannerSuffix,
    layout: settings.scannerLayout,
    gapMs: settings.wedgeGapMs,
    meanMs: settings.wedgeMeanMs,
    minLength: settings.wedgeMinLength,
    baudRate: settings.serialBaudRate,
    serial: settings.serialScanners,
  };
}
