import type { BridgeClient } from '../../shared/bridge/bridge.ts';

/**
 * Answers the core whenever it asks whether this page lives: a page whose scripts hang can't, and is replaced. The
 * answer tells, too, whether another window is in the way; the core hears of that at once.
 */
export function answerPulse(kiosk: BridgeClient, window: Window): void {
  const { document } = window;
  const answer = () => {
    // Where the answer doesn't arrive the core asks again.
    kiosk.alive({ covered: forVisitors(document) && !document.hasFocus() }).catch(() => {});
  };
  kiosk.on('pulse', answer);
  window.addEventListener('blur', answer);
}

/** Staff may have to answer a window of the browser's or the system's, as for a new scanner. */
function forVisitors(document: Document): boolean {
  return /^(scan|fault)$/.test(document.querySelector('main')?.dataset.screen ?? '');
}
