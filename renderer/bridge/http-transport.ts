import { z } from 'zod';
import type { BridgeTransport } from '../../shared/bridge/bridge.ts';

const message = z.object({ event: z.string(), data: z.unknown() });

/**
 * The transport to the server that the page came from. Each call is a POST request. Events come through a stream, which
 * the browser reopens by itself if it breaks.
 */
export function httpTransport(): BridgeTransport {
  let stream: EventSource | undefined;
  const open = () => {
    stream ??= new EventSource('bridge/events');
    return stream;
  };
  return {
    call: async (method, input) => {
      const response = await fetch(`bridge/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      if (!response.ok) throw new Error(`The kiosk refused ${method} (${response.status})`);
      return response.json();
    },
    subscribe: (listener) => {
      const source = open();
      const onMessage = ({ data }: MessageEvent<string>) => {
        const { event, data: content } = message.parse(JSON.parse(data));
        listener(event, content);
      };
      source.addEventListener('message', onMessage);
      return () => source.removeEventListener('message', onMessage);
    },
    onReachable: (listener) => {
      const source = open();
      const onOpen = () => listener(true);
      const onError = () => listener(false);
      source.addEventListener('open', onOpen);
      source.addEventListener('error', onError);
      return () => {
        source.removeEventListener('open', onOpen);
        source.removeEventListener('error', onError);
      };
    },
  };
}
