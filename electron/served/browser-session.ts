import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BridgeHandlers } from '../../shared/bridge/bridge.ts';
import type { Clock } from '../core/system/clock.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { openSession } from '../kiosk/kiosk-session.ts';
import { PagePulse } from '../page/page-pulse.ts';

/** What the keeper of a window learns of the pages in it. */
export type WindowWatch = {
  /** How many pages hear the events, at each change: one that has crashed or was never drawn isn't among them. */
  onPages: (open: number) => void;
  /** Whether something covers the page or has taken the keys from it, whenever the page tells. */
  onCovered: (covered: boolean) => void;
};

/** One browser's part of the kiosk: what it may ask, and those of its pages that hear the events. */
export class BrowserSession {
  readonly handlers: BridgeHandlers;
  readonly #kiosk: Kiosk;
  readonly #clock: Clock;
  readonly #streams = new Map<ServerResponse, PagePulse>();
  #watch: WindowWatch = { onPages: () => {}, onCovered: () => {} };

  constructor(kiosk: Kiosk, clock: Clock) {
    this.#kiosk = kiosk;
    this.#clock = clock;
    this.handlers = {
      ...openSession(kiosk),
      alive: ({ covered }) => {
        this.#watch.onCovered(covered);
        return { ok: true };
      },
    };
  }

  /** Tells from now on how the pages of this session are; the session is a window's of ours. */
  watch(watch: WindowWatch): void {
    this.#watch = watch;
  }

  /** A page of it has asked for something. */
  heard(): void {
    for (const pulse of this.#streams.values()) pulse.heard();
  }

  /**
   * Server-sent events: the state now, then each change. A page that hangs is hung up on: if it can, it takes them up
   * again.
   */
  streamEvents(request: IncomingMessage, response: ServerResponse): void {
    const { events } = this.#kiosk;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (event: string, data: unknown) => {
      response.write(`data: ${JSON.stringify({ event, data })}\n\n`);
    };
    const onState = (state: unknown) => send('state', state);
    const onSettled = (settled: unknown) => send('settled', settled);
    events.on('state', onState);
    events.on('settled', onSettled);
    const pulse = new PagePulse({
      clock: this.#clock,
      ask: () => send('pulse', {}),
      onStopped: () => response.destroy(),
    });
    this.#streams.set(response, pulse);
    this.#tellPages();
    request.on('close', () => {
      pulse.end();
      events.off('state', onState);
      events.off('settled', onSettled);
      this.#streams.delete(response);
      this.#tellPages();
    });
    onState(this.#kiosk.state());
  }

  /** Hangs up on all its pages. */
  end(): void {
    for (const response of this.#streams.keys()) response.destroy();
  }

  #tellPages() {
    this.#watch.onPages(this.#streams.size);
  }
}
