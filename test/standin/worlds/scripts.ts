import { requirePlainData } from '../plain-data.ts';
import { openBridgeEnd } from './bridge-end.ts';
import { receiveExposed } from './main-world.ts';
import { runPreload } from './preload-world.ts';

/** The name of the preload's isolated world. */
export const PRELOAD_WORLD = 'electron-preload';

/** The way from the preload's world to the main process. */
export const BINDING = 'standinSend';

/** Where the preload's world keeps what the main process calls. */
export const ENTRY = 'standinEntry';

/** For the page's own world, at the start of every document. Preloads, and so bridges, are for main frames alone. */
export function mainWorldScript(): string {
  return `${shared('main', 'preload')}
    if (window === window.top) (${receiveExposed})(end);
  }`;
}

/** For the preload's world, at the start of every document, after the other. */
export function preloadWorldScript(preloadSource: string): string {
  return `${shared('preload', 'main')}
    if (window === window.top) globalThis.${ENTRY} = (${runPreload})(
      end, requirePlainData, globalThis.${BINDING},
      function (require, module, exports) {\n${preloadSource}\n},
    );
  }`;
}

/** Opens a block, so that nothing of it becomes the page's. */
function shared(mine: string, theirs: string): string {
  return `'use strict'; {
    const requirePlainData = ${requirePlainData};
    const end = (${openBridgeEnd})('standin:${mine}', 'standin:${theirs}', requirePlainData);`;
}
