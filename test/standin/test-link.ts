/** What the stand-in tells the test that started it, over Node's own channel between parent and child. */
export type ToTest =
  /** A window is there and about to load; `endpoint` is Chromium's for DevTools. */
  | { is: 'window'; endpoint: string }
  /** Something went to the page by IPC. */
  | { is: 'sent'; text: string };

/** The test has taken hold of the page: it may load. */
export type FromTest = { is: 'go' };

/** Whether a test is listening. */
export const hasTest = process.send !== undefined;

export function tellTest(message: ToTest): void {
  process.send?.(message);
}

/** Resolves when the test says so; at once without one. */
export function untilTestIsReady(): Promise<void> {
  if (!hasTest) return Promise.resolve();
  return new Promise((resolve) => {
    const onMessage = (message: FromTest) => {
      if (message.is !== 'go') return;
      process.off('message', onMessage);
      // A channel that is listened to would keep the process alive.
      process.channel?.unref();
      resolve();
    };
    process.on('message', onMessage);
  });
}
