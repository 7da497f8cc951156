import type { InvokeAnswer } from '../ipc-main.ts';
import type { BridgeEnd } from './bridge-end.ts';

/** The messages of the preload's world to the main process. */
export type FromPreload = { url: string } & (
  | { is: 'hello' }
  | { is: 'invoke'; id: number; channel: string; args: unknown[] }
  | { is: 'error'; message: string }
);

/** The functions in the preload's world that the main process calls. */
export type PreloadEntry = {
  reply: (id: number, answer: InvokeAnswer) => void;
  emit: (channel: string, args: unknown[]) => void;
};

type Listener = (event: object, ...args: unknown[]) => void;
type Require = (name: string) => unknown;

/** The preload's source as a function. */
export type Preload = (require: Require, module: { exports: object }, exports: object) => void;

/**
 * Runs the preload in its isolated world, with the `electron` that a sandboxed preload gets.
 *
 * The text of this function runs in the page, so it must use nothing from outside.
 *
 * @param send sends a message to the main process, which the page's own world can't do
 */
export function runPreload(
  end: BridgeEnd,
  requirePlainData: (value: unknown) => void,
  send: (text: string) => void,
  preload: Preload,
): PreloadEntry {
  const { document, CustomEvent, location } = globalThis;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<Listener>>();
  let invokes = 0;
  const tell = (message: object) => send(JSON.stringify({ ...message, url: location.href }));

  const only = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get: (_target, key) => {
        if (key in target) return Reflect.get(target, key);
        throw new Error(`The stand-in for Electron does not provide ${name}.${String(key)}`);
      },
    });

  const ipcRenderer = only('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      for (const arg of args) requirePlainData(arg);
      invokes += 1;
      const result = Promise.withResolvers<unknown>();
      waiting.set(invokes, result);
      tell({ is: 'invoke', id: invokes, channel, args });
      return result.promise;
    },
    on(channel: string, listener: Listener): object {
      const others = listeners.get(channel) ?? new Set();
      listeners.set(channel, others.add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Listener): object {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  });

  const contextBridge = only('contextBridge', {
    exposeInMainWorld(key: string, api: unknown): void {
      const detail = { key, described: end.describe(api) };
      document.dispatchEvent(new CustomEvent('standin:expose', { detail }));
    },
  });

  const electron = only('electron', { ipcRenderer, contextBridge });
  const require: Require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`A sandboxed preload has no module ${name}`);
  };

  tell({ is: 'hello' });
  try {
    const module = { exports: {} };
    preload(require, module, module.exports);
  } catch (error) {
    tell({ is: 'error', message: String(error) });
  }
  return {
    reply(id, answer) {
      const result = waiting.get(id);
      waiting.delete(id);
      if (answer.ok) result?.resolve(answer.value);
      else result?.reject(new Error(answer.message));
    },
    emit(channel, args) {
      const event = only('the IPC event', {});
      for (const listener of listeners.get(channel) ?? []) listener(event, ...args);
    },
  };
}
