import {
  BRIDGE_METHODS,
  type BridgeClient,
  type BridgeEventData,
  type BridgeHandlers,
  type BridgeInput,
  type BridgeMethod,
  type BridgeOutput,
  type BridgeTransport,
  bridge,
} from './bridge.ts';

/**
 * The screen's client over a transport. What the core sends is checked here, as what the screen sends is checked
 * there.
 */
export function createBridgeClient(transport: BridgeTransport): BridgeClient {
  const methods = Object.fromEntries(
    BRIDGE_METHODS.map((method) => [
      method,
      async (input: unknown) =>
        bridge.methods[method].output.parse(await transport.call(method, input)),
    ]),
  ) as { [M in BridgeMethod]: (input: BridgeInput<M>) => Promise<BridgeOutput<M>> };
  return {
    ...methods,
    on: (event, listener) =>
      transport.subscribe((name, data) => {
        if (name === event)
          listener(bridge.events[event].parse(data) as BridgeEventData<typeof event>);
      }),
    onReachable: transport.onReachable,
  };
}

/** The core has a defect, or a disk that can't be read: as opposed to a call that no page of ours makes. */
export class HandlerError extends Error {
  override readonly name = 'HandlerError';

  constructor(method: BridgeMethod, cause: unknown) {
    super(`${method} could not be answered`, { cause });
  }
}

/**
 * Answers one call on the core's side.
 *
 * @throws HandlerError where the core fails
 * @throws where the method is unknown or the input isn't what it takes: only a page that isn't ours sends that
 */
export async function answerBridgeCall(
  handlers: BridgeHandlers,
  method: string,
  input: unknown,
): Promise<unknown> {
  if (!Object.hasOwn(bridge.methods, method)) throw new Error('There is no such method');
  const name = method as BridgeMethod;
  const { input: inputSchema, output } = bridge.methods[name];
  const handler = handlers[name] as (input: unknown) => unknown;
  const asked = inputSchema.parse(input);
  try {
    return output.parse(await handler(asked));
  } catch (error) {
    throw new HandlerError(name, error);
  }
}
