import { closeChromium } from './chromium.ts';
import { KnownEvents } from './known-events.ts';
import { provideOnly } from './provide-only.ts';
import { openWindows } from './windows.ts';

const EVENTS = ['before-quit', 'will-quit', 'quit', 'window-all-closed'];

/** The app's life as Electron has it: ready, windows closed, asked to quit, gone. */
class App extends KnownEvents {
  readonly isPackaged = false;
  #ready: Promise<void> | null = null;
  #isReady = false;
  #quitting = false;

  constructor() {
    super('app', EVENTS);
    openWindows.onLastClosed(() => this.#lastWindowClosed());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => this.quit());
    }
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    this.#ready ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#isReady = true;
        resolve();
      });
    });
    return this.#ready;
  }

  quit(): void {
    if (this.#quitting || this.tellPreventable('before-quit')) return;
    this.#quitting = true;
    openWindows
      .closeAll()
      .then(() => {
        this.#quitting = false;
        return this.tellPreventable('will-quit') ? undefined : this.#end(0);
      })
      .catch(crash);
  }

  exit(code = 0): void {
    this.#end(code).catch(crash);
  }

  async #end(code: number): Promise<void> {
    this.emit('quit', {}, code);
    await closeChromium();
    process.exit(code);
  }

  #lastWindowClosed() {
    if (this.#quitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }
}

function crash(error: unknown): never {
  process.stderr.write(`stand-in: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(70);
}

/** For the stand-in's other parts. */
export const theApp = new App();

export const app = provideOnly('app', theApp, [
  'isPackaged',
  'whenReady',
  'quit',
  'exit',
  'on',
  'once',
]);
