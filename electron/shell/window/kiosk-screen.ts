import { type BrowserWindow, type Rectangle, screen, type WebContents } from 'electron';
import type { Clock } from '../../core/system/clock.ts';
import { PagePulse } from '../../page/page-pulse.ts';
import { askPulse } from '../ipc.ts';
import type { Trouble } from '../recovery/recovery-policy.ts';
import { chooseDisplay } from './display-choice.ts';
import { lockWindow } from './lock-window.ts';
import { loadPage, openKioskWindow, type ShellPage } from './window.ts';

/** How long a page may go on answering nothing; Electron tells of it only after a wait of its own. */
const HUNG_MS = 2_000;

/** Displays tell of a change several times while they settle, and a window that lost the focus may be getting it back. */
const SETTLE_MS = 300;

export type KioskScreenOptions = {
  /** Path of the built preload. */
  preload: string;
  locked: boolean;
  display: 'primary' | number;
  clock: Clock;
  onTrouble: (trouble: Trouble, detail: string) => void;
};

/** The window of now, on its display. What breaks is reported; a new window takes the place of a broken one. */
export class KioskScreen {
  readonly #options: KioskScreenOptions;
  #window: BrowserWindow | null = null;
  #pulse: PagePulse | null = null;
  #mayClose = false;
  #cancelPlacing: (() => void) | undefined;
  #displaysChanged = false;

  constructor(options: KioskScreenOptions) {
    this.#options = options;
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
      // One overload an event, which a union fits none of.
      (screen as NodeJS.EventEmitter).on(event, () => {
        this.#displaysChanged = true;
        this.place();
      });
    }
  }

  /** The page on the screen; null where there is none. */
  get page(): WebContents | null {
    return this.#window && !this.#window.isDestroyed() ? this.#window.webContents : null;
  }

  /** Shows a page in a new window, and then lets go of the window before: the desktop is never seen between them. */
  async show(page: ShellPage): Promise<void> {
    if (this.#mayClose) return;
    const { preload, locked } = this.#options;
    const before = this.#window;
    const window = openKioskWindow({ preload, locked, bounds: this.#bounds() });
    this.#window = window;
    this.#pulse?.end();
    this.#watch(window);
    try {
      await loadPage(window, page);
      // The fault page has no script. Where nobody is locked in a page may stand still in the developer tools.
      if (page === 'kiosk' && locked) this.#feelPulse(window);
    } catch (error) {
      this.#report(window, 'page-not-loaded', String(error));
    }
    if (before && !before.isDestroyed()) before.destroy();
  }

  /** The page of now has answered. */
  heard(): void {
    this.#pulse?.heard();
  }

  /** Brings the window to the front of its display, soon; asked again meanwhile, it does so once. */
  place(): void {
    this.#cancelPlacing?.();
    this.#cancelPlacing = this.#options.clock.schedule(SETTLE_MS, () => this.#placeNow());
  }

  /** From now on the window may be closed, and no other comes. */
  letGo(): void {
    this.#mayClose = true;
    this.#pulse?.end();
    this.#cancelPlacing?.();
  }

  #placeNow() {
    const window = this.#window;
    if (!window || window.isDestroyed() || this.#mayClose) return;
    // Showing alone need not bring it back from the taskbar.
    if (window.isMinimized()) window.restore();
    if (this.#options.locked) {
      if (this.#displaysChanged) this.#move(window);
      window.setKiosk(true);
      window.setAlwaysOnTop(true, 'screen-saver');
    }
    window.show();
    window.focus();
  }

  /**
   * Once for each change of the displays: moving itself leaves the full screen, which asks for placing again, and some
   * desktops never put a window quite where it is told to be.
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
      // On a staff laptop that is how the kiosk is ended.
      if (locked) this.#report(window, 'window-closed', '');
    });
    if (!locked) return;
    lockWindow(window, { place: () => this.place(), mayClose: () => this.#mayClose });
    this.place();
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

  /** A window that was replaced or let go has no troubles any more. */
  #report(window: BrowserWindow, trouble: Trouble, detail: string) {
    if (window === this.#window && !this.#mayClose) this.#options.onTrouble(trouble, detail);
  }
}

function sameBounds(a: Rectangle, b: Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
