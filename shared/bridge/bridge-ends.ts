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
  type MayCall,
} from './bridge.ts';

/** The screen's client over a transport. It checks what the core sends, just as the core checks what a screen sends. */
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

/** The core failed to answer a call: it has a defect, or the disk can't be read. */
export class HandlerError extends Error {
  override readonly name = 'HandlerError';

  constructor(method: BridgeMethod, cause: unknown) {
    super(`${method} could not be answered`, { cause });
  }
}

/** Decides whether a screen may call a method now. It isn't asked about methods that anyone may call. */
export type AdmitCall = (call: {
  mayCall: Exclude<MayCall, 'anyone'>;
  /** The page calls on its own, not a person. */
  isPolled: boolean;
}) => boolean;

/**
 * Answers one call on the core's side. Every call passes through here, whichever face it came by, so no handler can
 * be reached by a screen that may not call it, or with an input that doesn't fit.
 *
 * @throws HandlerError if the core fails
 * @throws if the method is unknown or the input doesn't fit: no page of ours sends that
 */
export async function answerBridgeCall(
  { handlers, admit }: { handlers: BridgeHandlers; admit: AdmitCall },
  method: string,
  input: unknown,
): Promise<unknown> {
  if (!Object.hasOwn(bridge.methods, method)) throw new Error('There is no such method');
  const name = method as BridgeMethod;
  const contract = bridge.methods[name];
  const asked = contract.input.parse(input);
  const handler = handlers[name] as (input: unknown) => unknown;
  try {
    const { mayCall } = contract;
    if (mayCall !== 'anyone' && !admit({ mayCall, isPolled: 'isPolled' in contract })) {
      return contract.output.parse({ ok: false, problem: 'locked' });
    }
    return contract.output.parse(await handler(asked));
  } catch (error) {
    throw new HandlerError(name, error);
  }
}
