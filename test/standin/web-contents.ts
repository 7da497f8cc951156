import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { fromPage, originOf, toPage } from './addresses.ts';
import { answerDownload } from './downloads.ts';
import { answerInvoke } from './ipc-main.ts';
import { KnownEvents } from './known-events.ts';
import { canBeTold } from './machine.ts';
import { requirePlainData } from './plain-data.ts';
import { NotProvidedError, provideOnly } from './provide-only.ts';
import { addSerialPage, answerSerial, removeSerialPage, type SerialPage } from './serial-ports.ts';
import { settlePermissions } from './session.ts';
import { noteCall, tellTest } from './test-link.ts';
import type { FromPreload, PreloadEntry } from './worlds/preload-world.ts';
import {
  BINDING,
  ENTRY,
  mainWorldScript,
  PRELOAD_WORLD,
  preloadWorldScript,
  SERIAL_BINDING,
  SERIAL_ENTRY,
  serialScript,
  WINDOWS_BINDING,
  windowsScript,
} from './worlds/scripts.ts';
import type { FromSerial } from './worlds/serial-world.ts';
import type { FromOpener } from './worlds/windows-world.ts';

type OpenHandler = (details: { url: string; frameName: string }) => { action: string };

/** The events that the app may listen to. There are no webviews here, so `will-attach-webview` never happens. */
const EVENTS = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'preload-error',
  'did-finish-load',
  'render-process-gone',
  'unresponsive',
  'responsive',
  'before-input-event',
  'zoom-changed',
];

/** A window's page, as the main process sees it. */
export class WebContents extends KnownEvents {
  /** This object as the app sees it. */
  readonly shown: WebContents;
  #page: Page | null = null;
  #crashed = false;
  #cdp: CDPSession | null = null;
  #openHandler: OpenHandler | null = null;
  /** The address that is being loaded, or was loaded last. */
  #url = '';
  /** The address that the app itself is loading, which is not a navigation by the page. */
  #loading: string | null = null;
  /** The preload's worlds that have reported themselves. */
  readonly #worlds = new Set<number>();

  constructor() {
    super('webContents', EVENTS);
    this.shown = provideOnly('webContents', this as WebContents, [
      'send',
      'executeJavaScript',
      'getURL',
      'isDestroyed',
      'setWindowOpenHandler',
      'setZoomFactor',
      'setVisualZoomLevelLimits',
      'on',
      'once',
    ]);
    canBeTold('webContents', this);
  }

  /** Takes over a page, and lets only the preload reach the main process. */
  async attach(page: Page, preload: string): Promise<void> {
    this.#page = page;
    const cdp = await page.context().newCDPSession(page);
    this.#cdp = cdp;
    page.on('crash', () => {
      this.#crashed = true;
      this.#worlds.clear();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
    });
    page.on('download', (download) => void answerDownload(download, this.shown));
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== BINDING) return;
      void this.#heard(JSON.parse(payload) as FromPreload, executionContextId);
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#worlds.delete(executionContextId);
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript() });
    await this.#attachSerial(page, cdp);
    await this.#attachWindows(cdp);
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: PRELOAD_WORLD,
      source: preloadWorldScript(readFileSync(preload, 'utf8')),
    });
  }

  async load(url: string): Promise<void> {
    this.#loading = url;
    await this.#page?.goto(toPage(url), { waitUntil: 'load' });
    this.emit('did-finish-load');
  }

  /**
   * Asks the app about a navigation that the page is about to begin.
   *
   * @returns whether it may
   */
  async mayNavigate(pageUrl: string): Promise<boolean> {
    const url = fromPage(pageUrl);
    const own = url === this.#loading;
    this.#loading = null;
    const details = { url, isMainFrame: true };
    // The second one isn't asked about what the first has prevented.
    const asked = own ? [] : ['will-frame-navigate', 'will-navigate'];
    if (asked.some((event) => this.tellPreventable(event, details, url))) return false;
    this.#url = url;
    if (this.#cdp) await settlePermissions(this.#cdp, this.shown, pageUrl);
    return true;
  }

  /** @returns whether the page may follow */
  mayRedirect(pageUrl: string): boolean {
    const url = fromPage(pageUrl);
    return !this.tellPreventable('will-redirect', { url, isMainFrame: true }, url);
  }

  send(channel: string, ...args: unknown[]): void {
    for (const arg of args) requirePlainData(arg);
    if (this.#crashed)
      process.stderr.write('stand-in: the page that this was sent to has crashed\n');
    for (const world of this.#worlds) this.#call(world, 'emit', channel, args);
  }

  /** Runs a script in the page's own world, as if a person had pressed something there if `userGesture` is true. */
  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    const how = { expression, userGesture, awaitPromise: true, returnByValue: true };
    const answer = await this.#cdp?.send('Runtime.evaluate', how);
    if (answer?.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    return answer?.result.value;
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  setZoomFactor(factor: number): void {
    noteCall('webContents.setZoomFactor', factor);
  }

  async setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    noteCall('webContents.setVisualZoomLevelLimits', least, most);
  }

  /** Gives the page serial ports, which it reaches through functions in its own world. */
  async #attachSerial(page: Page, cdp: CDPSession) {
    const serialPage: SerialPage = {
      contents: this.shown,
      origin: () => originOf(page.url()),
      call: (method, ...args) => {
        const text = args.map((arg) => JSON.stringify(arg)).join(', ');
        cdp
          .send('Runtime.evaluate', { expression: `${SERIAL_ENTRY}.${method}(${text})` })
          .catch(() => {});
      },
    };
    addSerialPage(serialPage);
    page.on('close', () => removeSerialPage(serialPage));
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === SERIAL_BINDING) answerSerial(serialPage, JSON.parse(payload) as FromSerial);
    });
    await cdp.send('Runtime.addBinding', { name: SERIAL_BINDING });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: serialScript() });
  }

  /** Asks the app about each window that the page would open. */
  async #attachWindows(cdp: CDPSession) {
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === WINDOWS_BINDING) this.#askToOpen(JSON.parse(payload) as FromOpener);
    });
    await cdp.send('Runtime.addBinding', { name: WINDOWS_BINDING });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: windowsScript() });
  }

  #askToOpen(asked: FromOpener) {
    const details = { ...asked, url: fromPage(asked.url) };
    const { action } = this.#openHandler?.(details) ?? { action: 'allow' };
    if (action !== 'deny') throw new NotProvidedError('windows that a page opens');
  }

  async #heard(message: FromPreload, world: number) {
    switch (message.is) {
      case 'hello':
        this.#worlds.add(world);
        return;
      case 'error':
        process.stderr.write(`The preload failed: ${message.message}\n`);
        this.emit('preload-error', {}, '', new Error(message.message));
        return;
      case 'invoke': {
        const sender = { contents: this.shown, url: fromPage(message.url) };
        const answer = await answerInvoke(message.channel, message.args, sender);
        this.#call(world, 'reply', message.id, answer);
      }
    }
  }

  #call<M extends keyof PreloadEntry>(
    world: number,
    method: M,
    ...args: Parameters<PreloadEntry[M]>
  ) {
    const text = args.map((arg) => JSON.stringify(arg)).join(', ');
    tellTest({ is: 'sent', text });
    const expression = `${ENTRY}.${method}(${text})`;
    // If the document is already gone, nothing needs what was meant for it.
    this.#cdp?.send('Runtime.evaluate', { contextId: world, expression }).catch(() => {});
  }
}
