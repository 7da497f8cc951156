/** Time, as the core takes it: injected, so that tests move it by hand. */
export type Clock = {
  /** Unix milliseconds, for what is written down. A person may set it back or forward at any moment. */
  now: () => number;
  /** Milliseconds that only ever grow, for intervals. */
  monotonic: () => number;
  /** Runs `action` once after `ms`; returns what calls it off. */
  schedule: (ms: number, action: () => void) => () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
