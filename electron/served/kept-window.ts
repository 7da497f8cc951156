import type { Clock } from '../core/system/clock.ts';
import type { WindowWatch } from './browser-session.ts';
import type { ChromiumWindow } from './chromium.ts';

/** A new window that shows no page for this long is replaced. Even a slow machine draws its first page in less. */
export const FIRST_PAGE_MS = 30_000;

/** The same for a window whose page is gone. A page whose connection breaks connects again after 3 s. */
export const PAGE_LOST_MS = 8_000;

/** A window that stays covered for this long, although it was brought to the front, is replaced. */
export const COVERED_MS = 10_000;

/** A window that has stayed this long counts as a good one. */
export const SETTLED_MS = 60_000;

/** How soon another try follows if a window couldn't even be opened: somebody has to make room on a full disk first. */
export const UNOPENED_MS = 10_000;

/** After this many windows in a row that didn't stay, the cause isn't the window. */
export const MOST_FAILURES = 5;

/** The wait before the next window: 1 s after one that stayed, doubled for each one in a row that didn't. */
export function reopenAfterMs(failures: number): number {
  return 1000 * 2 ** failures;
}

/**
 * Keeps the kiosk's window on the screen. It brings the window to the front when something covers it, and replaces it
 * when it ends, when its page crashed or was never drawn, and when it doesn't come to the front again.
 */
export class KeptWindow {
  readonly #open: (watch: WindowWatch) => ChromiumWindow;
  readonly #clock: Clock;
  readonly #onUnopened: (error: unknown) => void;
  readonly #giveUp: () => void;
  #window: ChromiumWindow | null = null;
  #failures = 0;
  #pages = 0;
  #hadPage = false;
  #isUnopened = false;
  #hadKeys = false;
  #cancelOpening = () => {};
  #cancelWaiting = () => {};
  #cancelCovered: (() => void) | null = null;
  #closing = false;

  /**
   * @param open may throw; it is then tried again for as long as it takes, since ending would not help
   * @param onUnopened called with the reason, once until a window opens
   * @param giveUp called once, when several windows in a row didn't stay
   */
  constructor(given: {
    open: (watch: WindowWatch) => ChromiumWindow;
    clock: Clock;
    onUnopened: (error: unknown) => void;
    giveUp: () => void;
  }) {
    this.#open = given.open;
    this.#clock = given.clock;
    this.#onUnopened = given.onUnopened;
    this.#giveUp = given.giveUp;
    this.#openWindow();
  }

  /** Closes the window, and opens no other. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#cancelOpening();
    this.#cancelWaiting();
    this.#stopCovered();
    await this.#window?.close();
  }

  #openWindow() {
    const openedAt = this.#clock.monotonic();
    this.#pages = 0;
    this.#hadPage = false;
    this.#hadKeys = false;
    const ifCurrent =
      <T>(listener: (told: T) => void) =>
      (told: T) => {
        if (this.#window === window) listener(told);
      };
    const window: ChromiumWindow | null = this.#tryOpen({
      onPages: ifCurrent((open) => this.#onPages(open)),
      onCovered: ifCurrent((covered) => this.#onCovered(covered)),
    });
    if (!window) {
      this.#cancelOpening = this.#clock.schedule(UNOPENED_MS, () => this.#openWindow());
      return;
    }
    this.#window = window;
    this.#waitForPage();
    void window.ended.then(() => {
      this.#window = null;
      this.#cancelWaiting();
      this.#stopCovered();
      if (!this.#closing) this.#reopen(this.#clock.monotonic() - openedAt);
    });
  }

  #tryOpen(watch: WindowWatch): ChromiumWindow | null {
    try {
      const window = this.#open(watch);
      this.#isUnopened = false;
      return window;
    } catch (error) {
      if (!this.#isUnopened) this.#onUnopened(error);
      this.#isUnopened = true;
      return null;
    }
  }

  #reopen(stayedMs: number) {
    this.#failures = stayedMs >= SETTLED_MS ? 0 : this.#failures + 1;
    if (this.#failures === MOST_FAILURES) {
      this.#giveUp();
      return;
    }
    const wait = reopenAfterMs(this.#failures);
    this.#cancelOpening = this.#clock.schedule(wait, () => this.#openWindow());
  }

  #onPages(open: number) {
    this.#pages = open;
    this.#hadPage ||= open > 0;
    this.#waitForPage();
  }

  #waitForPage() {
    this.#cancelWaiting();
    if (this.#pages > 0 || !this.#window) return;
    const window = this.#window;
    const wait = this.#hadPage ? PAGE_LOST_MS : FIRST_PAGE_MS;
    this.#cancelWaiting = this.#clock.schedule(wait, () => void window.close());
  }

  #onCovered(covered: boolean) {
    if (!covered) {
      this.#hadKeys = true;
      this.#stopCovered();
      return;
    }
    const window = this.#window;
    window?.toFront();
    // Without a window manager, or while the session is locked, a new window would not get the focus either.
    if (!this.#hadKeys || this.#cancelCovered) return;
    this.#cancelCovered = this.#clock.schedule(COVERED_MS, () => void window?.close());
  }

  #stopCovered() {
    this.#cancelCovered?.();
    this.#cancelCovered = null;
  }
}
