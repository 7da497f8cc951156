import { mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockDataFolder } from '../../electron/core/system/folder-lock.ts';
import { addSwitch, closeChromium } from './chromium.ts';
import { KnownEvents } from './known-events.ts';
import { canBeTold } from './machine.ts';
import { NotProvidedError, provideOnly } from './provide-only.ts';
import { noteCall } from './test-link.ts';
import { downloadsFolder } from './user-folders.ts';
import { openWindows } from './windows.ts';

const EVENTS = [
  'before-quit',
  'will-quit',
  'quit',
  'window-all-closed',
  'second-instance',
  'child-process-gone',
  'web-contents-created',
];

const PATHS = ['userData', 'crashDumps', 'downloads'];

/** The message by which a second instance makes itself known to the first one. */
const SECOND = 'second-instance';

const root = path.resolve(import.meta.dirname, '../..');

/** Electron's `app`, through its life: ready, all windows closed, asked to quit, ended. */
class App extends KnownEvents {
  /** Whether this is the installed app (`STANDIN_PACKAGED=1`), whose command line has no script in it. */
  readonly isPackaged = process.env.STANDIN_PACKAGED === '1';
  readonly commandLine = provideOnly(
    'app.commandLine',
    {
      appendSwitch: (name: string, value?: string) => {
        if (this.#isReady) throw new Error('Switches are set before the app is ready');
        noteCall('app.commandLine.appendSwitch', name, value);
        addSwitch(name, value);
      },
      /** Only what the command line says: the app reads none of those that it has set. */
      getSwitchValue: (name: string) => {
        const start = `--${name}=`;
        return process.argv.findLast((arg) => arg.startsWith(start))?.slice(start.length) ?? '';
      },
    },
    ['appendSwitch', 'getSwitchValue'],
  );
  readonly #paths = new Map<string, string>();
  #unlock: (() => void) | null = null;
  #ready: Promise<void> | null = null;
  #isReady = false;
  #quitting = false;

  constructor() {
    super('app', EVENTS);
    canBeTold('app', this);
    if (this.isPackaged) process.argv.splice(1, 1);
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

  getVersion(): string {
    return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
  }

  setPath(name: string, folder: string): void {
    if (!PATHS.includes(name)) throw new NotProvidedError(`the path ${name}`);
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#paths.set(name, folder);
  }

  getPath(name: string): string {
    if (!PATHS.includes(name)) throw new NotProvidedError(`the path ${name}`);
    const userData = this.#paths.get('userData');
    if (!userData) throw new NotProvidedError('a folder of its own for the app');
    if (name === 'downloads') return this.#paths.get(name) ?? downloadsFolder(process.env);
    return this.#paths.get(name) ?? path.join(userData, name);
  }

  disableHardwareAcceleration(): void {
    if (this.#isReady) throw new Error('Hardware acceleration is set before the app is ready');
    noteCall('app.disableHardwareAcceleration');
  }

  /** Takes the lock in the folder for user data. As in Electron, it ends with the process. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    try {
      this.#unlock = lockDataFolder(folder);
    } catch {
      writeFileSync(path.join(folder, SECOND), String(process.pid));
      return false;
    }
    watch(folder, { persistent: false }, (_change, name) => {
      if (name === SECOND) this.emit('second-instance', {}, [], '', {});
    });
    return true;
  }

  releaseSingleInstanceLock(): void {
    this.#unlock?.();
  }

  quit(): void {
    if (this.#quitting || this.tellPreventable('before-quit')) return;
    if (openWindows.anyStays()) return;
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

/** The app, for the other parts of the stand-in. */
export const theApp = new App();

export const app = provideOnly('app', theApp, [
  'isPackaged',
  'whenReady',
  'quit',
  'exit',
  'getVersion',
  'getPath',
  'setPath',
  'commandLine',
  'disableHardwareAcceleration',
  'requestSingleInstanceLock',
  'releaseSingleInstanceLock',
  'on',
  'once',
]);
