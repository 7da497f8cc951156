/** The description of a value by which it crosses from one world to the other. */
type Described =
  | { is: 'data'; value: unknown }
  | { is: 'function' | 'promise'; id: number }
  | { is: 'object'; entries: [string, Described][] };

type Call = { id: number; args: Described[] };
type Answer = { ok: true; result: Described } | { ok: false; message: string };

/** One world's end of the context bridge. */
export type BridgeEnd = {
  /** Describes a value for the other side. */
  describe: (value: unknown) => Described;
  /** Makes a value from a description that came from the other side. */
  rebuild: (described: Described) => unknown;
};

/**
 * Opens one end of the context bridge. As in Electron, data is copied and functions are called across without a delay,
 * and that is enough for promises and callbacks, too. The worlds share nothing but the document, so calls are events on
 * it, whose `detail` Chromium copies into the other world.
 *
 * The text of this function runs in the page, so it must use nothing from outside.
 *
 * @param mine the name of this end's events
 * @param theirs the name of the other end's events
 */
export function openBridgeEnd(
  mine: string,
  theirs: string,
  requirePlainData: (value: unknown) => void,
): BridgeEnd {
  const { document, CustomEvent } = globalThis;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const answers: Answer[] = [];

  const keep = (run: (...args: never[]) => unknown) => {
    functions.set(functions.size, run as (...args: unknown[]) => unknown);
    return functions.size - 1;
  };
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

  function describe(value: unknown): Described {
    if (typeof value === 'function') {
      return { is: 'function', id: keep(value as () => unknown) };
    }
    if (value instanceof Promise) {
      const settle = (resolve: (value: unknown) => void, reject: (message: string) => void) => {
        value.then(resolve, (error) => reject(messageOf(error)));
      };
      return { is: 'promise', id: keep(settle) };
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const entries = Object.entries(value);
      if (entries.some(([, item]) => typeof item === 'function')) {
        return { is: 'object', entries: entries.map(([key, item]) => [key, describe(item)]) };
      }
    }
    requirePlainData(value);
    return { is: 'data', value };
  }

  function rebuild(described: Described): unknown {
    switch (described.is) {
      case 'data':
        return described.value;
      case 'function':
        return (...args: unknown[]) => call(described.id, args);
      case 'promise':
        return new Promise((resolve, reject) => {
          call(described.id, [resolve, (message: string) => reject(new Error(message))]);
        });
      case 'object':
        return Object.freeze(
          Object.fromEntries(described.entries.map(([key, item]) => [key, rebuild(item)])),
        );
    }
  }

  function call(id: number, args: unknown[]): unknown {
    const detail: Call = { id, args: args.map(describe) };
    document.dispatchEvent(new CustomEvent(`${theirs}:call`, { detail }));
    const answer = answers.pop();
    if (!answer) throw new Error('The other world is gone');
    if (!answer.ok) throw new Error(answer.message);
    return rebuild(answer.result);
  }

  function answerTo({ id, args }: Call): Answer {
    try {
      const run = functions.get(id);
      if (!run) throw new Error('There is no such function');
      return { ok: true, result: describe(run(...args.map(rebuild))) };
    } catch (error) {
      return { ok: false, message: messageOf(error) };
    }
  }

  document.addEventListener(`${mine}:call`, (event) => {
    const detail = answerTo((event as CustomEvent<Call>).detail);
    document.dispatchEvent(new CustomEvent(`${theirs}:answer`, { detail }));
  });
  document.addEventListener(`${mine}:answer`, (event) => {
    answers.push((event as CustomEvent<Answer>).detail);
  });
  return { describe, rebuild };
}
