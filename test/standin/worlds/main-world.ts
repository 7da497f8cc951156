import type { BridgeEnd } from './bridge-end.ts';

/**
 * Puts what the preload exposes into the page's own world.
 *
 * The text of this function runs in the page, so it must use nothing from outside.
 */
export function receiveExposed(end: BridgeEnd): void {
  const { document, window } = globalThis;
  document.addEventListener('standin:expose', (event) => {
    const { key, described } = (event as CustomEvent).detail;
    const value = end.rebuild(described);
    Object.defineProperty(window, key, { value, enumerable: true });
  });
}
