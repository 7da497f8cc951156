/** What the stand-in tells the test that started it, over Node's own channel between parent and child. */
export type ToTest =
  /** A window is there and about to load; `endpoint` is Chromium's for DevTools. */
  | { is: 'window'; endpoint: string }
  /** Something went to the page by IPC. */
  | { is: 'sent'; text: string }
  /** The app used something that nothing here shows the effect of. */
  | { is: 'called'; api: string; args: unknown[] }
  /** The answer to `tell`. */
  | { is: 'told'; id: number; prevented: boolean };

export type FromTest =
  /** The test has taken hold of the page: it may load. */
  | { is: 'go' }
  /** Something happens to the machine: an event of Electron's for the app. */
  | { is: 'tell'; id: number; who: string; event: string; args: unknown[] }
  | { is: 'displays'; displays: { id: number; bounds: object }[] }
  /** An error that nobody catches. */
  | { is: 'throw'; how: 'exception' | 'rejection'; message: string };

type Heard<Is extends FromTest['is']> = Extract<FromTest, { is: Is }>;

/** Whether a test is listening. */
export const hasTest = process.send !== undefined;

export function tellTest(message: ToTest): void {
  process.send?.(message);
}

/** Notes a call, for whose effect the test would have to see the machine. */
export function noteCall(api: string, ...args: unknown[]): void {
  tellTest({ is: 'called', api, args });
}

/** Listens for one kind of message. */
export function fromTest<Is extends FromTest['is']>(
  is: Is,
  listener: (message: Heard<Is>) => void,
): () => void {
  const onMessage = (message: FromTest) => {
    if (message.is === is) listener(message as Heard<Is>);
  };
  process.on('message', onMessage);
  // A channel that is listened to would keep the process alive.
  process.channel?.unref();
  return () => process.off('message', onMessage);
}

/** Resolves when the test says so; at once without one. */
export function untilTestIsReady(): Promise<void> {
  if (!hasTest) return Promise.resolve();
  return new Promise((resolve) => {
    const end = fromTest('go', () => {
      end();
      resolve();
    });
  });
}
