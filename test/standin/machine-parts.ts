import { theApp } from './app.ts';
import { KnownEvents } from './known-events.ts';
import { canBeTold } from './machine.ts';
import { acceptOnly, NotProvidedError, provideOnly } from './provide-only.ts';
import { fromTest, hasTest, noteCall } from './test-link.ts';

/** Parts of Electron that only record here that they were used, and pass on the events that a test causes. */

class Screen extends KnownEvents {
  /** The first is the primary one. */
  #displays = [{ id: 1, bounds: { x: 0, y: 0, width: 1280, height: 800 } as object }];

  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
    canBeTold('screen', this);
    if (!hasTest) return;
    fromTest('displays', ({ displays }) => {
      this.#displays = displays;
    });
  }

  getAllDisplays(): object[] {
    if (!theApp.isReady) throw new Error('The screen is there once the app is ready');
    return this.#displays.map((display) => provideOnly('Display', display, ['id', 'bounds']));
  }

  getPrimaryDisplay(): object | undefined {
    return this.getAllDisplays()[0];
  }
}

class PowerMonitor extends KnownEvents {
  constructor() {
    super('powerMonitor', ['suspend', 'resume', 'lock-screen', 'unlock-screen']);
    canBeTold('powerMonitor', this);
  }

  /** A machine with power, as kiosks are. */
  isOnBatteryPower(): boolean {
    return false;
  }
}

/** A machine whose user prefers dark colours, unless the app asks for light ones. */
class NativeTheme {
  #source = 'system';

  get shouldUseDarkColors(): boolean {
    return this.#source !== 'light';
  }

  set themeSource(source: string) {
    this.#source = source;
    noteCall('nativeTheme.themeSource', source);
  }
}

export const nativeTheme = provideOnly(
  'nativeTheme',
  new NativeTheme(),
  ['shouldUseDarkColors'],
  ['themeSource'],
);

export const screen = provideOnly('screen', new Screen(), [
  'getAllDisplays',
  'getPrimaryDisplay',
  'on',
]);

export const powerMonitor = provideOnly('powerMonitor', new PowerMonitor(), [
  'isOnBatteryPower',
  'on',
]);

export const powerSaveBlocker = provideOnly(
  'powerSaveBlocker',
  {
    start: (type: string) => {
      noteCall('powerSaveBlocker.start', type);
      return 1;
    },
    isStarted: (id: number) => id === 1,
  },
  ['start', 'isStarted'],
);

export const crashReporter = provideOnly(
  'crashReporter',
  {
    start: (options: Record<string, unknown>) => {
      acceptOnly('crashReporter option', options, ['uploadToServer']);
      if (options.uploadToServer !== false) throw new NotProvidedError('a server for crashes');
      noteCall('crashReporter.start', { ...options, into: theApp.getPath('crashDumps') });
    },
  },
  ['start'],
);

export const Menu = provideOnly(
  'Menu',
  {
    setApplicationMenu: (menu: object | null) => {
      if (menu !== null) throw new NotProvidedError('a menu');
      noteCall('Menu.setApplicationMenu', null);
    },
  },
  ['setApplicationMenu'],
);
