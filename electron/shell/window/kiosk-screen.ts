import { type BrowserWindow, type Rectangle, screen, type WebContents } from 'electron';
import type { Settings } from '../../../shared/settings/settings.ts';
import type { Clock } from '../../core/system/clock.ts';
import { endsInTime } from '../../core/system/end-in-time.ts';
import { PagePulse } from '../../page/page-pulse.ts';
import { askPulse } from '../ipc.ts';
import type { Trouble } from '../recovery/recovery-policy.ts';
import { chooseDisplay } from './display-choice.ts';
import type { ShellPage } from './ground.ts';
import { lockWindow } from './lock-window.ts';
import { loadPage, makeWindow } from './window.ts';

/**
 * How much longer a page may stay unresponsive once Electron has reported it. Electron itself waits 15 s before it
 * does.
 */
const HUNG_MS = 2_000;

/**
 * How long a page may take to load. It comes from memory, so that only a page that hangs takes longer, even on a slow
 * machine that is starting.
 */
const LOAD_MS = 30_000;

/** Displays report a change several times until it is complete, and a window that lost the focus may get it back. */
const SETTLE_MS = 300;

export type KioskScreenOptions = {
  /** Path of the built preload. */
  preload: string;
  locked: boolean;
  /** The settings by which a new window looks. */
  look: () => Pick<Settings, 'theme' | 'language'>;
  display: 'primary' | number;
  /** Whether this is Wayland, where windows can't be moved, and each of them says that it is at 0,0. */
  onWayland: boolean;
  clock: Clock;
  /** Called before each change of what is shown: whoever stood there has to enter the PIN again. */
  onShow: () => void;
};

/** The current window, on its display. It reports what fails, and a new window takes the place of a broken one. */
export class KioskScreen {
  readonly #options: KioskScreenOptions;
  #onTrouble: (trouble: Trouble, detail: string) => void = () => {};
  #onLoaded: (page: WebContents) => void = () => {};
  #window: BrowserWindow | null = null;
  /** The page that it shows. */
  #shows: ShellPage = 'kiosk';
  /** The newest window that is on the screen. The current one may still be loading its page. */
  #revealed: BrowserWindow | null = null;
  #pulse: PagePulse | null = null;
  #mayClose = false;
  #cancelPlacing: (() => void) | undefined;
  #displaysChanged = false;

  constructor(options: KioskScreenOptions) {
    this.#options = options;
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
      // There is one overload for each event, and a union matches none of them.
      (screen as NodeJS.EventEmitter).on(event, () => {
        this.#displaysChanged = true;
        this.place();
      });
    }
  }

  /** Registers the listener that recovers from troubles of the window and its page. */
  onTrouble(listener: (trouble: Trouble, detail: string) => void): void {
    this.#onTrouble = listener;
  }

  /** Registers the listener that hears of the kiosk's page each time it has loaded. */
  onLoaded(listener: (page: WebContents) => void): void {
    this.#onLoaded = listener;
  }

  /** The page on the screen; null if there is none. */
  get page(): WebContents | null {
    return this.#window && !this.#window.isDestroyed() ? this.#window.webContents : null;
  }

  /**
   * Shows a page in a new window once the page has drawn itself, and only then destroys the old window, so that neither
   * an empty window nor the desktop takes its place.
   */
  async show(page: ShellPage): Promise<void> {
    this.#options.onShow();
    if (this.#mayClose) return;
    const { preload, look, locked, onWayland } = this.#options;
    const before = this.#window;
    const bounds = this.#bounds();
    const window = makeWindow({ page, theme: look().theme, preload, locked, onWayland, bounds });
    this.#window = window;
    this.#shows = page;
    this.#pulse?.end();
    this.#watch(window);
    window.once('ready-to-show', () => this.#reveal(window));
    const { webContents } = window;
    if (page === 'kiosk') webContents.on('did-finish-load', () => this.#onLoaded(webContents));
    await this.#load(window, page);
    // The fault page has no script to answer, and a page that isn't locked may be paused in the developer tools.
    if (page === 'kiosk' && locked) this.#feelPulse(window);
    this.#reveal(window);
    if (before && !before.isDestroyed()) before.destroy();
  }

  /** Shows the fault page in another window, if it is the fault page that is shown. */
  showFaultAgain(): void {
    if (this.#shows === 'fault') void this.show('fault');
  }

  /** Shows the fault page, and resolves after a while, even if it can't be shown. */
  async showFaultFor(ms: number): Promise<void> {
    await this.show('fault');
    await new Promise<void>((resolve) => this.#options.clock.schedule(ms, resolve));
  }

  /** The current page has answered. */
  heard(): void {
    this.#pulse?.heard();
  }

  /** Brings the window to the front of its display after a moment. Calls during that moment count as one. */
  place(): void {
    this.#cancelPlacing?.();
    this.#cancelPlacing = this.#options.clock.schedule(SETTLE_MS, () => this.#placeNow());
  }

  /** Allows the window to be closed, and shows no other from now on. */
  letGo(): void {
    this.#mayClose = true;
    this.#pulse?.end();
    this.#cancelPlacing?.();
  }

  /** Loads a page. It resolves in any case, and reports a page that can't be loaded or hangs meanwhile. */
  async #load(window: BrowserWindow, page: ShellPage) {
    const { clock, look } = this.#options;
    const loading = loadPage(window, page, look().language).catch((error: unknown) => {
      this.#report(window, 'page-not-loaded', String(error));
    });
    const isOver = await endsInTime(loading, { forMs: LOAD_MS, clock });
    if (!isOver) this.#report(window, 'page-hung', 'while it loaded');
  }

  /** Puts a window on the screen, unless it is there already or has been replaced. */
  #reveal(window: BrowserWindow) {
    if (window !== this.#window || window === this.#revealed) return;
    this.#revealed = window;
    this.#placeNow();
    // Some window managers forget what they are told about a window that they don't show yet.
    if (this.#options.locked) this.place();
  }

  #placeNow() {
    const window = this.#window;
    if (!window || window !== this.#revealed || window.isDestroyed() || this.#mayClose) return;
    // Showing a minimized window may not be enough to bring it back.
    if (window.isMinimized()) window.restore();
    if (this.#options.locked) {
      if (this.#displaysChanged && !this.#options.onWayland) this.#move(window);
      window.setKiosk(true);
      window.setAlwaysOnTop(true, 'screen-saver');
    }
    window.show();
    window.focus();
  }

  /**
   * Moves the window to its display, once for each change of the displays. Moving leaves full screen, which leads to
   * another placing, and some desktops never put a window exactly where they are told to.
   */
  #move(window: BrowserWindow) {
    this.#displaysChanged = false;
    const bounds = this.#bounds();
    if (sameBounds(window.getBounds(), bounds)) return;
    // A window in kiosk mode stays on its display.
    window.setKiosk(false);
    window.setBounds(bounds);
  }

  #bounds(): Rectangle {
    const displays = screen.getAllDisplays();
    return chooseDisplay(this.#options.display, displays, screen.getPrimaryDisplay()).bounds;
  }

  #watch(window: BrowserWindow) {
    const { webContents } = window;
    const { clock, locked } = this.#options;
    let cancelHung: (() => void) | undefined;
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#report(window, 'page-gone', `${reason} ${exitCode}`);
    });
    webContents.on('unresponsive', () => {
      cancelHung?.();
      cancelHung = clock.schedule(HUNG_MS, () => this.#report(window, 'page-hung', ''));
    });
    webContents.on('responsive', () => cancelHung?.());
    window.on('closed', () => {
      cancelHung?.();
      // On a staff laptop, closing the window is how to end the kiosk.
      if (locked) this.#report(window, 'window-closed', '');
    });
    if (!locked) return;
    lockWindow(window, { place: () => this.place(), mayClose: () => this.#mayClose });
  }

  #feelPulse(window: BrowserWindow) {
    if (window !== this.#window || window.isDestroyed() || this.#mayClose) return;
    const pulse = new PagePulse({
      clock: this.#options.clock,
      ask: () => askPulse(window.webContents),
      onStopped: () => this.#report(window, 'page-hung', ''),
    });
    window.once('closed', () => pulse.end());
    this.#pulse = pulse;
  }

  /** Reports a trouble, unless the window has been replaced or let go. */
  #report(window: BrowserWindow, trouble: Trouble, detail: string) {
    if (window !== this.#window || this.#mayClose) return;
    if (this.#shows === 'kiosk') this.#onTrouble(trouble, detail);
    else this.#onTrouble('fault-page', `${trouble} ${detail}`.trimEnd());
  }
}

function sameBounds(a: Rectangle, b: Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
