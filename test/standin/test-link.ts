/** The messages of the stand-in to the test that started it, over Node's own channel between parent and child. */
export type ToTest =
  /** A window exists and is about to load. `endpoint` is the address of Chromium's DevTools. */
  | { is: 'window'; endpoint: string }
  /** Something was sent to the page by IPC. */
  | { is: 'sent'; text: string }
  /** The app used something that has no visible effect here. */
  | { is: 'called'; api: string; args: unknown[] }
  /** The answer to `tell`. */
  | { is: 'told'; id: number; prevented: boolean };

/** A serial scanner, by a name that the test gives it. Many have no serial number. */
export type SerialScanner = { name: string; usbId: string; serialNumber: string | null };

export type FromTest =
  /** The test has connected to the page, which may load now. */
  | { is: 'go' }
  /** Something happens to the machine, which reaches the app as an event of Electron. */
  | { is: 'tell'; id: number; who: string; event: string; args: unknown[] }
  | { is: 'displays'; displays: { id: number; bounds: object }[] }
  | { is: 'plug'; scanner: SerialScanner }
  | { is: 'unplug'; name: string }
  | { is: 'scan'; name: string; text: string }
  /** An error is thrown that nobody catches. */
  | { is: 'throw'; how: 'exception' | 'rejection'; message: string };

type Heard<Is extends FromTest['is']> = Extract<FromTest, { is: Is }>;

/** Whether a test is listening. */
export const hasTest = process.send !== undefined;

export function tellTest(message: ToTest): void {
  process.send?.(message);
}

/** Reports a call to the test, which couldn't see its effect otherwise. */
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
  // Listening to the channel would otherwise keep the process alive.
  process.channel?.unref();
  return () => process.off('message', onMessage);
}

/** Resolves when the test is ready; at once if there is no test. */
export function untilTestIsReady(): Promise<void> {
  if (!hasTest) return Promise.resolve();
  return new Promise((resolve) => {
    const end = fromTest('go', () => {
      end();
      resolve();
    });
  });
}
