/** A serial port as the page may know it. */
export type PagePort = { portId: string; usbVendorId: number; usbProductId: number };

/** What the page asks of the main process: the ports that it has, another one, to open one, or to give one up. */
export type FromSerial =
  | { id: number; ask: 'ports' | 'port' }
  | { id: number; ask: 'open' | 'forget'; portId: string };

/** What the main process calls in the page. */
export type SerialEntry = {
  /** Answers what the page asked; with null if it gets nothing. */
  answer: (id: number, ports: PagePort[] | null) => void;
  plugged: (port: PagePort) => void;
  unplugged: (portId: string) => void;
  sent: (portId: string, text: string) => void;
};

/**
 * Puts a made-up `navigator.serial` into the page's own world.
 *
 * The text of this function runs in the page, so it must use nothing from outside.
 *
 * @param send takes a JSON text to the main process
 */
export function replaceSerial(send: (text: string) => void): SerialEntry {
  const { navigator, DOMException, Event, EventTarget, ReadableStream, TextEncoder } = globalThis;
  const asked = new Map<number, (ports: PagePort[] | null) => void>();
  const ports = new Map<string, Port>();
  let lastId = 0;

  const ask = (what: object) =>
    new Promise<PagePort[] | null>((resolve) => {
      lastId += 1;
      asked.set(lastId, resolve);
      send(JSON.stringify({ ...what, id: lastId }));
    });

  class Port extends EventTarget {
    readonly told: PagePort;
    readable: ReadableStream<Uint8Array> | null = null;
    stream: ReadableStreamDefaultController<Uint8Array> | null = null;

    constructor(told: PagePort) {
      super();
      this.told = told;
    }

    getInfo() {
      const { usbVendorId, usbProductId } = this.told;
      return { usbVendorId, usbProductId };
    }

    async open() {
      const { portId } = this.told;
      if (!(await ask({ ask: 'open', portId }))) throw new DOMException('gone', 'NetworkError');
      const start = (stream: ReadableStreamDefaultController<Uint8Array>) => {
        this.stream = stream;
      };
      this.readable = new ReadableStream({ start });
    }

    async close() {
      this.readable = null;
      this.stream = null;
    }

    async forget() {
      await ask({ ask: 'forget', portId: this.told.portId });
    }

    /** Events bubble to `navigator.serial`, where the port is still their target. */
    override dispatchEvent(event: Event) {
      const goesOn = super.dispatchEvent(event);
      if (!event.bubbles) return goesOn;
      const above = new Event(event.type);
      Object.defineProperty(above, 'target', { value: this });
      return serial.dispatchEvent(above);
    }
  }

  const portFor = (told: PagePort) => {
    const port = ports.get(told.portId) ?? new Port(told);
    ports.set(told.portId, port);
    return port;
  };
  const tell = (port: Port | undefined, name: string) =>
    port?.dispatchEvent(new Event(name, { bubbles: true }));

  const serial = Object.assign(new EventTarget(), {
    getPorts: async () => ((await ask({ ask: 'ports' })) ?? []).map(portFor),
    requestPort: async () => {
      if (!navigator.userActivation.isActive) throw new DOMException('no press', 'SecurityError');
      const [told] = (await ask({ ask: 'port' })) ?? [];
      if (!told) throw new DOMException('No port selected by the user.', 'NotFoundError');
      return portFor(told);
    },
  });
  Object.defineProperty(navigator, 'serial', { value: serial });

  return {
    answer: (id, found) => asked.get(id)?.(found),
    plugged: (told) => tell(portFor(told), 'connect'),
    unplugged(portId) {
      const port = ports.get(portId);
      ports.delete(portId);
      port?.stream?.error(new DOMException('gone', 'NetworkError'));
      if (port) port.readable = null;
      tell(port, 'disconnect');
    },
    sent: (portId, text) => ports.get(portId)?.stream?.enqueue(new TextEncoder().encode(text)),
  };
}
