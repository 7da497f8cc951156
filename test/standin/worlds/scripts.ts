import { requirePlainData } from '../plain-data.ts';
import { openBridgeEnd } from './bridge-end.ts';
import { receiveExposed } from './main-world.ts';
import { runPreload } from './preload-world.ts';
import { replaceSerial } from './serial-world.ts';
import { replaceWindows } from './windows-world.ts';

/** The name of the preload's isolated world. */
export const PRELOAD_WORLD = 'electron-preload';

/** The name of the function by which the preload's world sends messages to the main process. */
export const BINDING = 'standinSend';

/** The name under which the preload's world keeps the functions that the main process calls. */
export const ENTRY = 'standinEntry';

/** The same two names for the serial ports, in the page's own world. */
export const SERIAL_BINDING = 'standinSerialSend';
export const SERIAL_ENTRY = 'standinSerialEntry';

/** The name of the function by which the page's own world tells what it asks to open. */
export const WINDOWS_BINDING = 'standinOpen';

/** The script for the page's own world, at the start of every document. Only main frames have preloads and bridges. */
export function mainWorldScript(): string {
  return `${shared('main', 'preload')}
    if (window === window.top) (${receiveExposed})(end);
  }`;
}

/** The script for the preload's world, at the start of every document, after the other script. */
export function preloadWorldScript(preloadSource: string): string {
  return `${shared('preload', 'main')}
    if (window === window.top) globalThis.${ENTRY} = (${runPreload})(
      end, requirePlainData, globalThis.${BINDING},
      function (require, module, exports) {\n${preloadSource}\n},
    );
  }`;
}

/** The script that gives the page its serial ports. */
export function serialScript(): string {
  return `if (window === window.top) Object.defineProperty(globalThis, '${SERIAL_ENTRY}', {
    value: (${replaceSerial})(globalThis.${SERIAL_BINDING}),
  });`;
}

/** The script by which the page opens no windows. */
export function windowsScript(): string {
  return `(${replaceWindows})(globalThis.${WINDOWS_BINDING});`;
}

/** The code that both scripts share. It opens a block, so that none of its names reaches the page. */
function shared(mine: string, theirs: string): string {
  return `'use strict'; {
    const requirePlainData = ${requirePlainData};
    const end = (${openBridgeEnd})('standin:${mine}', 'standin:${theirs}', requirePlainData);`;
}
