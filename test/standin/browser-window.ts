import type { Page } from 'playwright-core';
import { theApp } from './app.ts';
import { startChromium } from './chromium.ts';
import { KnownEvents } from './known-events.ts';
import { acceptOnly, NotProvidedError, provideOnly } from './provide-only.ts';
import { routeRequests } from './requests.ts';
import { tellTest, untilTestIsReady } from './test-link.ts';
import { WebContents } from './web-contents.ts';
import { openWindows } from './windows.ts';

type WebPreferences = Record<string, unknown> & { preload?: string; autoplayPolicy?: string };
type Options = Record<string, unknown> & {
  width?: number;
  height?: number;
  webPreferences?: WebPreferences;
};

/** Taken, though a page without a window manager shows nothing of most. */
const OPTIONS = [
  'show',
  'width',
  'height',
  'kiosk',
  'fullscreen',
  'autoHideMenuBar',
  'backgroundColor',
  'webPreferences',
];

/** The only values that the stand-in knows how to be. */
const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
};
const FREE_PREFERENCES = ['preload', 'spellcheck', 'devTools', 'autoplayPolicy'];

const EVENTS = ['ready-to-show', 'closed'];

/** A window: a page of the system's Chromium. */
class Window extends KnownEvents {
  readonly webContents: WebContents;
  readonly #contents = new WebContents();
  readonly #opened: Promise<Page>;

  constructor(options: Options) {
    super('BrowserWindow', EVENTS);
    if (!theApp.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    check(options, preferences);
    this.webContents = this.#contents.shown;
    openWindows.add(this);
    this.#opened = this.#open(options, preferences);
    // Whoever loads something hears of it.
    this.#opened.catch(() => {});
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await this.#contents.load(url);
    this.emit('ready-to-show');
  }

  show(): void {}

  removeMenu(): void {}

  async closeNow(): Promise<void> {
    const page = await this.#opened.catch(() => null);
    await page?.close();
  }

  async #open({ width, height }: Options, { preload, autoplayPolicy }: WebPreferences) {
    const flags = autoplayPolicy ? [`--autoplay-policy=${autoplayPolicy}`] : [];
    const { context, endpoint } = await startChromium(flags);
    const page = context.pages()[0] ?? (await context.newPage());
    if (width && height) await page.setViewportSize({ width, height });
    await routeRequests(context, page, this.#contents);
    await this.#contents.attach(page, preload ?? '');
    page.on('close', () => {
      this.emit('closed');
      openWindows.remove(this);
    });
    if (endpoint) {
      const ready = untilTestIsReady();
      tellTest({ is: 'window', endpoint });
      await ready;
    }
    return page;
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
      'removeMenu',
      'on',
      'once',
    ]),
  get(_target, key) {
    if (typeof key === 'symbol' || key === 'prototype') return Reflect.get(Window, key);
    throw new NotProvidedError(`BrowserWindow.${key}`);
  },
});
