import { requirePlainData } from './plain-data.ts';
import { provideOnly } from './provide-only.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;

/** The caller of an `invoke`. */
export type Sender = { contents: object; url: string };

export type InvokeAnswer = { ok: true; value: unknown } | { ok: false; message: string };

const handlers = new Map<string, Handler>();

/** Answers the page's `ipcRenderer.invoke`. As in Electron, the page gets only the message of an error. */
export async function answerInvoke(
  channel: string,
  args: unknown[],
  { contents, url }: Sender,
): Promise<InvokeAnswer> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const frame = { url, parent: null };
    const senderFrame = provideOnly('senderFrame', frame, ['url', 'parent']);
    const event = { sender: contents, senderFrame };
    const value = await handler(provideOnly('event', event, ['sender', 'senderFrame']), ...args);
    requirePlainData(value);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, message: `Error invoking remote method '${channel}': ${error}` };
  }
}

export const ipcMain = provideOnly(
  'ipcMain',
  {
    handle(channel: string, handler: Handler): void {
      if (handlers.has(channel)) {
        throw new Error(`Attempted to register a second handler for '${channel}'`);
      }
      handlers.set(channel, handler);
    },
  },
  ['handle'],
);
