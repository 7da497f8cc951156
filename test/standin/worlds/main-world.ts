import type { BridgeEnd } from './bridge-end.ts';

/**
 * The page's own world: puts there what the preload exposes.
 *
 * It is run in the page, by its text: it must use nothing from outside.
 */
export function receiveExposed(end: BridgeEnd): void {
  const { document, window } = globalThis;
  document.addEventListener('standin:expose', (event) => {
    const { key, described } = (event as CustomEvent).detail;
    const value = end.rebuild(described);
    Object.defineProperty(window, key, { value, enumerable: true });
  });
}
