import type { BridgeClient } from '../../shared/bridge/bridge.ts';

/**
 * Answers whenever the core asks whether this page is alive. A page whose scripts hang can't answer, and is replaced.
 * The answer also tells whether another window has the focus, and it is sent at once when the focus is lost.
 */
export function answerPulse(kiosk: BridgeClient, window: Window): void {
  const { document } = window;
  const answer = () => {
    // If the answer doesn't arrive, the core asks again.
    kiosk.alive({ covered: forVisitors(document) && !document.hasFocus() }).catch(() => {});
  };
  kiosk.on('pulse', answer);
  window.addEventListener('blur', answer);
}

/** Only while visitors use the page: staff may have to answer a dialog, for example for a new scanner. */
function forVisitors(document: Document): boolean {
  return /^(scan|fault)$/.test(document.querySelector('main')?.dataset.screen ?? '');
}
