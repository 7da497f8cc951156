import type { Page } from 'playwright-core';
import { theApp } from './app.ts';
import { startChromium } from './chromium.ts';
import { KnownEvents } from './known-events.ts';
import { canBeTold } from './machine.ts';
import { acceptOnly, NotProvidedError, provideOnly } from './provide-only.ts';
import { openPage } from './requests.ts';
import { noteCall, tellTest, untilTestIsReady } from './test-link.ts';
import { WebContents } from './web-contents.ts';
import { openWindows } from './windows.ts';

type WebPreferences = Record<string, unknown> & { preload?: string; autoplayPolicy?: string };
type Bounds = { x: number; y: number; width: number; height: number };
type Options = Record<string, unknown> & Partial<Bounds> & { webPreferences?: WebPreferences };

/** The options that are accepted, although most of them show no effect on a page without a window manager. */
const OPTIONS = [
  'show',
  'x',
  'y',
  'width',
  'height',
  'kiosk',
  'fullscreen',
  'closable',
  'minimizable',
  'autoHideMenuBar',
  'backgroundColor',
  'webPreferences',
];

/** The only values that the stand-in can carry out. */
const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
};
const FREE_PREFERENCES = [
  'preload',
  'spellcheck',
  'devTools',
  'autoplayPolicy',
  'disableBlinkFeatures',
];

const EVENTS = ['ready-to-show', 'close', 'closed', 'blur', 'minimize', 'leave-full-screen'];

/** A window, which is a page of the system's Chromium. */
class Window extends KnownEvents {
  readonly webContents: WebContents;
  readonly #contents = new WebContents();
  readonly #opened: Promise<Page>;
  #bounds: Bounds;
  readonly #closable: boolean;
  #minimized = false;
  #destroyed = false;

  constructor(options: Options) {
    super('BrowserWindow', EVENTS);
    if (!theApp.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    check(options, preferences);
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#closable = options.closable !== false;
    this.webContents = this.#contents.shown;
    canBeTold('window', this);
    this.on('minimize', () => {
      this.#minimized = true;
    });
    theApp.emit('web-contents-created', {}, this.webContents);
    openWindows.add(this);
    // As on Linux, where `show: false` makes no difference to such a window.
    if (options.kiosk || options.fullscreen) this.show();
    this.#opened = this.#open(preferences);
    // Whoever loads something into the window gets the error.
    this.#opened.catch(() => {});
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await this.#contents.load(url);
    this.emit('ready-to-show');
  }

  show(): void {
    noteCall('window.show');
  }

  focus(): void {
    noteCall('window.focus');
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  restore(): void {
    this.#minimized = false;
    noteCall('window.restore');
  }

  setKiosk(flag: boolean): void {
    noteCall('window.setKiosk', flag);
  }

  setAlwaysOnTop(flag: boolean, level: string): void {
    noteCall('window.setAlwaysOnTop', flag, level);
  }

  getBounds(): Bounds {
    return this.#bounds;
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = { ...bounds };
    noteCall('window.setBounds', this.#bounds);
  }

  removeMenu(): void {}

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Closes the window without asking anybody. */
  destroy(): void {
    this.#gone();
    void this.closeNow();
  }

  /** Asks whether the window may close. As on Windows and macOS, one that isn't closable keeps the app from quitting. */
  staysOpen(): boolean {
    return !this.#closable || this.tellPreventable('close');
  }

  async closeNow(): Promise<void> {
    const page = await this.#opened.catch(() => null);
    await page?.close();
  }

  async #open({ preload, autoplayPolicy }: WebPreferences) {
    const flags = autoplayPolicy ? [`--autoplay-policy=${autoplayPolicy}`] : [];
    const { context, endpoint } = await startChromium(flags);
    const page = await openPage(context, this.#contents);
    const { width, height } = this.#bounds;
    await page.setViewportSize({ width, height });
    await this.#contents.attach(page, preload ?? '');
    page.on('close', () => this.#gone());
    if (endpoint) {
      const ready = untilTestIsReady();
      tellTest({ is: 'window', endpoint });
      await ready;
    }
    return page;
  }

  #gone() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('closed');
    openWindows.remove(this);
  }
}

function check(options: Options, preferences: WebPreferences) {
  acceptOnly('BrowserWindow option', options, OPTIONS);
  const known = [...Object.keys(SAFE_PREFERENCES), ...FREE_PREFERENCES];
  acceptOnly('webPreferences', preferences, known);
  for (const [name, value] of Object.entries(SAFE_PREFERENCES)) {
    if (preferences[name] !== value) {
      throw new NotProvidedError(`a window whose ${name} isn't ${value}`);
    }
  }
  if (!preferences.preload) throw new NotProvidedError('a window without a preload');
}

export const BrowserWindow = new Proxy(Window, {
  construct: (target, [options = {}]: [Options?]) =>
    provideOnly('BrowserWindow', new target(options), [
      'webContents',
      'loadURL',
      'show',
      'focus',
      'isMinimized',
      'restore',
      'setKiosk',
      'setAlwaysOnTop',
      'getBounds',
      'setBounds',
      'isDestroyed',
      'destroy',
      'removeMenu',
      'on',
      'once',
    ]),
  get(_target, key) {
    if (typeof key === 'symbol' || key === 'prototype') return Reflect.get(Window, key);
    throw new NotProvidedError(`BrowserWindow.${key}`);
  },
});
