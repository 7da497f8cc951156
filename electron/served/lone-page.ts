import type { Target } from './devtools-pipe.ts';

type Browser = { send: (method: string, params: object) => Promise<void> };

/**
 * Keeps the kiosk's page the only one of its Chromium: whatever else appears there, by a key that the page didn't get
 * because it was still loading or had crashed, is closed at once.
 */
export class LonePage {
  readonly #browser: Browser;
  #own: string | null = null;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Told of each part of the browser as it appears. The first page is the kiosk's: Chromium was started with it. */
  appeared({ targetId, type }: Target): void {
    if (type !== 'page') return;
    this.#own ??= targetId;
    if (targetId === this.#own) return;
    this.#tell('Target.closeTarget', { targetId });
    this.toFront();
  }

  /** Puts the kiosk's window over all others, and gives it the keys. */
  toFront(): void {
    if (this.#own) this.#tell('Target.activateTarget', { targetId: this.#own });
  }

  #tell(method: string, params: object) {
    // What can't be done is to a browser that ends, or to a page that has gone by itself.
    this.#browser.send(method, params).catch(() => {});
  }
}
