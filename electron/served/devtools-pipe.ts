import type { Readable, Writable } from 'node:stream';

type Message = { id?: number; method?: string; params?: unknown; error?: { message: string } };

/** A page, worker or other part of a Chromium, as its `Target` events describe it. */
export type Target = { targetId: string; type: string };

/**
 * Talks to a Chromium that was started with `--remote-debugging-pipe`. Only the process that started it holds the two
 * ends of the pipe. With a port, every program on the machine could listen and give commands.
 *
 * It sends commands to the browser as a whole, never to a page: many policies forbid those, ours included.
 */
export class DevToolsPipe {
  readonly #to: Writable;
  readonly #waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  readonly #onTarget: (target: Target) => void;
  #lastId = 0;
  #rest = '';

  /** @param onTarget after `tellTargets`, called with each part that is there or appears */
  constructor(ends: { to: Writable; from: Readable; onTarget: (target: Target) => void }) {
    this.#to = ends.to;
    this.#onTarget = ends.onTarget;
    // A Chromium that ends, or that a policy keeps from listening, closes its ends. The window's keeper handles that.
    ends.to.on('error', () => {});
    ends.from.on('error', () => {});
    ends.from.setEncoding('utf8');
    ends.from.on('data', (text: string) => this.#read(text));
    ends.from.on('close', () => this.#end());
  }

  /** @throws if Chromium refuses the command, or has ended */
  send(method: string, params: object): Promise<void> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#to.write(`${JSON.stringify({ id, method, params })}\0`);
    });
  }

  /** Starts to report what is there and what appears. */
  tellTargets(): Promise<void> {
    return this.send('Target.setDiscoverTargets', { discover: true });
  }

  #read(text: string) {
    const messages = `${this.#rest}${text}`.split('\0');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) {
      const read = readMessage(message);
      if (read) this.#take(read);
    }
  }

  #take({ id, method, params, error }: Message) {
    if (method === 'Target.targetCreated') {
      this.#onTarget((params as { targetInfo: Target }).targetInfo);
    }
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve();
  }

  #end() {
    for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has ended'));
    this.#waiting.clear();
  }
}

/** Null for a message that can't be read, which is ignored. */
function readMessage(text: string): Message | null {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return null;
  }
}
