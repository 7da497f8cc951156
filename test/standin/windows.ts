type OpenWindow = { closeNow: () => Promise<void> };

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
  closeAll: async (): Promise<void> => {
    await Promise.all([...windows].map((window) => window.closeNow()));
  },
  onLastClosed: (listener: () => void): void => {
    lastClosed = listener;
  },
};
