import type { BridgeClient } from '../../shared/bridge.ts';

/** Answers the core whenever it asks whether this page lives: a page whose scripts hang can't, and is replaced. */
export function answerPulse(kiosk: BridgeClient): void {
  kiosk.on('pulse', () => {
    // Where the answer doesn't arrive the core asks again.
    kiosk.alive({}).catch(() => {});
  });
}
