import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import {
  BRIDGE_EVENTS,
  type BridgeEvent,
  type BridgeEventData,
} from '../../shared/bridge/bridge.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import type { StartProblem } from '../../shared/bridge/start-problem.ts';
import type { WindowSystem } from '../../shared/bridge/window-system.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { type Core, createCore } from '../core/core.ts';
import { type WaitingScans, waitingAtRest } from '../core/outbox/database/waiting-at-rest.ts';
import { explainStart, startProblem } from '../core/outbox/start-problem.ts';
import type { PowerFacts } from '../core/preflight/power.ts';
import { type Clock, systemClock } from '../core/system/clock.ts';
import { AttachedDrives, type Drive } from '../core/system/drives.ts';
import { lockDataFolder } from '../core/system/folder-lock.ts';
import { DeviceSettings } from '../settings/device-settings.ts';
import type { KeyStore } from '../settings/key-store.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { StaffPin } from '../settings/staff-pin.ts';
import { wipeFolder } from '../settings/wipe-folder.ts';
import { Closure } from './closure.ts';
import { LastFigures } from './diagnostics/last-figures.ts';
import { setGivenPins } from './given-pins.ts';
import { HubHost } from './hub-host.ts';
import { kioskState } from './kiosk-state.ts';
import { LastCheck } from './last-check.ts';
import { Logo } from './logo.ts';
import { PassphraseTries } from './passphrase-tries.ts';
import { TestedConnection } from './tested-connection.ts';

/** How often a core that could not start is tried again: the folder may have become free. */
const RESTART_MS = 5_000;

/** How soon the core restarts to set aside a database that was found to be damaged. */
const DAMAGED_MS = 1_000;

/** The events of the contract. */
export type KioskEvents = { [E in BridgeEvent]: [BridgeEventData<E>] };

export type KioskOptions = {
  dataDir: string;
  flags: SettingTexts;
  /** Already removed from the environment of the process. */
  environment: SettingTexts;
  keyStore: KeyStore;
  clock?: Clock;
  /** Whether visitors use this kiosk; without it the setting decides. */
  locked?: boolean;
  /** Whether the app opens no window, so that somebody opens the page in a browser. By default it opens its own. */
  openedByHand?: boolean;
  /** Ends the app; absent where a screen may not. */
  leave?: () => void;
  /** How this app shows its window; absent where that isn't known. */
  windowSystem?: WindowSystem | null;
  /** The sticks and other drives that are attached; absent to ask the system. */
  drives?: () => Promise<Drive[]>;
  /** Reads what this app knows of the machine's power; absent where nothing is known. */
  power?: () => PowerFacts;
};

/**
 * The core with everything else that a screen needs: settings that can be changed, the staff PIN, and the state
 * that every screen derives from. The core runs whenever it has the settings it needs.
 */
export class Kiosk {
  readonly events = new EventEmitter<KioskEvents>();
  readonly dataDir: string;
  readonly settings: DeviceSettings;
  readonly pin: StaffPin;
  readonly logo: Logo;
  readonly closure: Closure;
  readonly lastCheck: LastCheck;
  readonly passphraseTries: PassphraseTries;
  readonly hubHost: HubHost;
  readonly tested = new TestedConnection();
  readonly figures = new LastFigures();
  readonly drives: () => Promise<Drive[]>;
  readonly leave: (() => void) | null;
  readonly windowSystem: WindowSystem | null;
  readonly power: (() => PowerFacts) | null;
  readonly clock: Clock;
  readonly #locked: boolean;
  readonly #openedByHand: boolean;
  readonly #unlock: () => void;
  #core: Core | null = null;
  #fault: StartProblem | null = null;
  /** The last line on stderr about a fault. */
  #explained: string | null = null;
  #turn: Promise<void> = Promise.resolve();
  #stopping = false;
  #closed = false;
  #cancelRestart: (() => void) | undefined;

  /** @throws FolderInUseError if another process uses the folder, or what the file system says */
  constructor(options: KioskOptions) {
    const { dataDir, flags, environment, keyStore, clock = systemClock, locked, leave } = options;
    this.dataDir = dataDir;
    this.clock = clock;
    this.leave = leave ?? null;
    this.windowSystem = options.windowSystem ?? null;
    this.power = options.power ?? null;
    const attached = new AttachedDrives({ clock });
    this.drives = options.drives ?? (() => attached.list());
    this.#unlock = lockDataFolder(dataDir);
    this.settings = new DeviceSettings({ dataDir, flags, environment, keyStore });
    this.#locked = locked ?? this.settings.forScreen.lockdown;
    this.#openedByHand = options.openedByHand ?? false;
    this.pin = new StaffPin({ dataDir, clock });
    this.logo = new Logo(dataDir, () => this.#tellState());
    this.closure = new Closure(dataDir, clock, () => this.#tellState());
    this.lastCheck = new LastCheck(dataDir, clock, () => this.#tellState());
    this.passphraseTries = new PassphraseTries({ dataDir, clock });
    this.hubHost = new HubHost({ dataDir, clock, core: () => this.#core });
    // Several pages may show one kiosk.
    this.events.setMaxListeners(0);
  }

  /**
   * Sets the PINs from the environment that aren't there yet, and starts the core if it has its settings. A kiosk that has
   * hosted a hub hosts it again.
   */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      await setGivenPins(this.pin, this.settings.forScreen);
      this.#startCore();
      this.hubHost.resume();
    });
  }

  /** Null while settings are missing or the core can't start. */
  get core(): Core | null {
    return this.#core;
  }

  /** Restarts the core with the current settings. No scan is lost, because each one is on disk. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#stopCore();
      } finally {
        this.#startCore();
      }
    });
  }

  /** Whether the disk's contents are about to change: the core is restarting, or the kiosk has ended. */
  get isChanging(): boolean {
    return this.#stopping || this.#closed;
  }

  /** Whether whoever stands at the device may set it up: it has neither its settings nor a PIN, and isn't given one. */
  get awaitsFirstSetUp(): boolean {
    const hasPin = this.pin.isSet || this.pin.isLost || this.settings.forScreen.staffPin !== null;
    return this.#screen() === 'setup' && !hasPin;
  }

  /**
   * The scans whose final outcome isn't known yet. If the core can't run, they are read from its database. Don't call
   * this while `isChanging`.
   *
   * @throws if they can't be read
   */
  waitingScans(): WaitingScans {
    const overview = this.#core?.outbox.overview;
    if (!overview) return waitingAtRest(this.dataDir);
    return {
      count: (baseUrl) => overview.countWaiting(baseUrl),
      list: () => overview.waiting(),
      complete: true,
    };
  }

  /**
   * Deletes everything that this device keeps, and returns to the first set-up, with the PINs of the environment as at
   * the first start.
   *
   * @throws FolderInUseError while this machine is a hub; else what the file system says
   */
  wipe(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stopCore();
      try {
        await wipeFolder(this.dataDir);
        this.pin.forget();
        this.passphraseTries.forget();
        // Before anything else waits: nobody may act on what was deleted.
        this.settings.readAgain();
        await setGivenPins(this.pin, this.settings.forScreen);
      } finally {
        this.settings.readAgain();
        this.logo.readAgain();
        this.closure.readAgain();
        this.lastCheck.readAgain();
        this.#startCore();
      }
    });
  }

  state(): KioskState {
    return kioskState({
      screen: this.#screen(),
      fault: this.#fault,
      status: this.#core?.status() ?? null,
      copyProblem: this.#core?.copy.problem ?? null,
      programme: this.#core?.programme() ?? null,
      logo: this.logo.path,
      closure: this.closure.state,
      checkPassedAt: this.lastCheck.passedAt,
      settings: this.settings.forScreen,
      timeZone: this.settings.venueTimeZone,
      locked: this.#locked,
      openedByHand: this.#openedByHand,
      now: this.clock.now(),
    });
  }

  /**
   * Delivers every event of the contract, by its name.
   *
   * @returns a function that ends the subscription
   */
  subscribe(listener: (event: BridgeEvent, data: unknown) => void): () => void {
    const ends = BRIDGE_EVENTS.map((event) => {
      const onEvent = (data: unknown) => listener(event, data);
      this.events.on(event, onEvent);
      return () => this.events.off(event, onEvent);
    });
    return () => {
      for (const end of ends) end();
    };
  }

  /** The picture of this name, if the idle screen shows it. */
  picture(name: string): { type: string; body: Buffer } | null {
    return this.logo.picture(name) ?? this.#core?.picture(name) ?? null;
  }

  /** Records a defect of our own, in the core's log, or on stderr while no core is running. */
  report(error: unknown): void {
    if (this.#core) this.#core.log.error({ err: error }, 'the kiosk failed at something');
    else process.stderr.write(`${inspect(error)}\n`);
  }

  /** Ends everything and releases the folder. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#closed = true;
      this.#cancelRestart?.();
      this.events.removeAllListeners();
      await Promise.all([this.#stopCore(), this.hubHost.close()]);
      this.#unlock();
    });
  }

  /** Runs starts, restarts and ends one at a time: two cores on one database would send each scan twice. */
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
      const options = { settings, dataDir: this.dataDir, clock: this.clock };
      const core = createCore({ ...options, hasScreen: true });
      core.events.on('status', () => this.#tellState());
      core.events.on('programme', () => this.#tellState());
      this.figures.follow(core);
      core.events.on('copy', () => this.#tellState());
      core.events.on('settled', ({ scanId, outcome }) => {
        this.events.emit('settled', { scanId, outcome });
      });
      // Not at once: if the database turns out to be sound after all, this must not become a busy loop.
      core.events.once('damaged', () => this.#restartIn(DAMAGED_MS));
      core.start();
      this.#core = core;
      this.#explained = null;
    } catch (error) {
      this.#fault = startProblem(this.dataDir, error);
      this.#explainFault(error);
      this.#restartIn(RESTART_MS);
    }
  }

  /** Writes what led to a fault to stderr, since the screen shows only its code. It does so once, not at every try. */
  #explainFault(error: unknown) {
    const line = explainStart(this.dataDir, error);
    if (line !== this.#explained) process.stderr.write(`${line}\n`);
    this.#explained = line;
  }

  #restartIn(ms: number) {
    this.#cancelRestart?.();
    this.#cancelRestart = this.clock.schedule(ms, () => {
      this.restart().catch((error: unknown) => {
        this.report(error);
        // The core is gone even if closing it failed.
        this.#restartIn(RESTART_MS);
      });
    });
  }

  #tellState() {
    this.events.emit('state', this.state());
  }
}
