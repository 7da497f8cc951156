import type { Target } from './devtools-pipe.ts';

type Browser = { send: (method: string, params: object) => Promise<void> };

/**
 * Keeps the kiosk's page the only one in its Chromium. While the page is loading or has crashed it can't prevent keys
 * that open another one, so whatever else appears is closed at once.
 */
export class LonePage {
  readonly #browser: Browser;
  #own: string | null = null;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Call this with each part of the browser that appears. The first page is the kiosk's: Chromium starts with it. */
  appeared({ targetId, type }: Target): void {
    if (type !== 'page') return;
    this.#own ??= targetId;
    if (targetId === this.#own) return;
    this.#tell('Target.closeTarget', { targetId });
    this.toFront();
  }

  /** Brings the kiosk's window in front of all others, and gives it the focus. */
  toFront(): void {
    if (this.#own) this.#tell('Target.activateTarget', { targetId: this.#own });
  }

  #tell(method: string, params: object) {
    // This fails only if the browser is ending, or if the page has gone by itself.
    this.#browser.send(method, params).catch(() => {});
  }
}
