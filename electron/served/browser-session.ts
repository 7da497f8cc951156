import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BridgeEvent } from '../../shared/bridge/bridge.ts';
import type { Clock } from '../core/system/clock.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { KioskSession } from '../kiosk/kiosk-session.ts';
import { PagePulse } from '../page/page-pulse.ts';

/** What the keeper of a window learns about the pages in it. */
export type WindowWatch = {
  /** Called at each change with the number of pages that listen: a page that crashed or was never drawn doesn't. */
  onPages: (open: number) => void;
  /** Called whenever the page tells whether something covers it or has taken the focus from it. */
  onCovered: (covered: boolean) => void;
};

/** One browser's session with the kiosk, and those of its pages that listen for events. */
export class BrowserSession {
  readonly bridge: KioskSession;
  readonly #kiosk: Kiosk;
  readonly #clock: Clock;
  readonly #streams = new Map<ServerResponse, PagePulse>();
  #watch: WindowWatch = { onPages: () => {}, onCovered: () => {} };

  constructor(kiosk: Kiosk, clock: Clock) {
    this.#kiosk = kiosk;
    this.#clock = clock;
    this.bridge = new KioskSession(kiosk, (handlers) => ({
      ...handlers,
      alive: (input) => {
        this.#watch.onCovered(input.covered);
        return handlers.alive(input);
      },
    }));
  }

  /** Reports from now on how the pages of this session are, because it belongs to a window that we opened. */
  watch(watch: WindowWatch): void {
    this.#watch = watch;
  }

  /** Call this whenever a page of this session has made a call, which shows that it is alive. */
  heard(): void {
    for (const pulse of this.#streams.values()) pulse.heard();
  }

  /**
   * Sends server-sent events: the current state, then every event. The connection to a page that hangs is closed; if
   * the page recovers, it connects again.
   */
  streamEvents(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (event: BridgeEvent, data: unknown) => {
      response.write(`data: ${JSON.stringify({ event, data })}\n\n`);
    };
    const endEvents = this.#kiosk.subscribe(send);
    const pulse = new PagePulse({
      clock: this.#clock,
      ask: () => send('pulse', {}),
      onStopped: () => response.destroy(),
    });
    this.#streams.set(response, pulse);
    this.#tellPages();
    request.on('close', () => {
      pulse.end();
      endEvents();
      this.#streams.delete(response);
      this.#tellPages();
    });
    send('state', this.#kiosk.state());
  }

  /** Closes the connections to all its pages. */
  end(): void {
    for (const response of this.#streams.keys()) response.destroy();
  }

  #tellPages() {
    this.#watch.onPages(this.#streams.size);
  }
}
