type OpenWindow = {
  /** Asks the app whether the window stays open, as a window does that is about to close. */
  staysOpen: () => boolean;
  closeNow: () => Promise<void>;
};

const windows = new Set<OpenWindow>();
let lastClosed: () => void = () => {};

/** The windows that are open, and the end of the last one. */
export const openWindows = {
  add: (window: OpenWindow): void => {
    windows.add(window);
  },
  remove: (window: OpenWindow): void => {
    if (windows.delete(window) && windows.size === 0) lastClosed();
  },
  anyStays: (): boolean => [...windows].some((window) => window.staysOpen()),
  closeAll: async (): Promise<void> => {
    await Promise.all([...windows].map((window) => window.closeNow()));
  },
  onLastClosed: (listener: () => void): void => {
    lastClosed = listener;
  },
};
