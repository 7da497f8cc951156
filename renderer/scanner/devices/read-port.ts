import type { DeviceState } from '../scanner-state.ts';

/** How long after a failure a port is opened again, in milliseconds. */
const RETRY_MS = 5000;

/** The part of a Web Serial port that is used here. */
export type SerialPort = EventTarget & {
  readable: ReadableStream<Uint8Array> | null;
  getInfo: () => { usbVendorId?: number; usbProductId?: number };
  open: (options: { baudRate: number }) => Promise<void>;
  close: () => Promise<void>;
};

type Options = {
  baudRate: number;
  onBytes: (chunk: Uint8Array) => void;
  /** Bytes were lost. More may follow. */
  onLoss: () => void;
  onState: (is: DeviceState['is']) => void;
};

/** For each port, a promise that settles when its last reader has closed it: a port can't be opened twice. */
const uses = new WeakMap<SerialPort, Promise<void>>();

/**
 * Opens a port and reads it until told to stop. A port that fails, or that another program has, is tried again.
 *
 * @returns what stops the reading and closes the port
 */
export function readPort(port: SerialPort, options: Options): () => void {
  const { baudRate, onBytes, onLoss, onState } = options;
  let isStopped = false;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  /** Reads one stream after another: a parity error breaks the stream, but not the port. */
  async function readAll(): Promise<void> {
    while (port.readable && !isStopped) {
      reader = port.readable.getReader();
      try {
        await readToEnd(reader, onBytes);
      } catch {
        onLoss();
      } finally {
        reader.releaseLock();
      }
    }
  }

  async function use(before?: Promise<void>): Promise<void> {
    await before;
    if (isStopped) return;
    try {
      await port.open({ baudRate });
      if (!isStopped) onState('on');
      await readAll();
    } catch {
      // Another program has the port, or it is gone.
    }
    await port.close().catch(() => undefined);
    if (isStopped) return;
    onState('busy');
    retry = setTimeout(run, RETRY_MS);
  }

  function run(): void {
    uses.set(port, use(uses.get(port)));
  }

  run();
  return () => {
    isStopped = true;
    clearTimeout(retry);
    void reader?.cancel().catch(() => undefined);
  };
}

async function readToEnd(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onBytes: (chunk: Uint8Array) => void,
): Promise<void> {
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    onBytes(value);
  }
}
