import type { DeviceState } from '../scanner-state.ts';

type DeviceListOptions<Device> = {
  source: DeviceState['source'];
  /** The browser's API, which reports by events that a device was plugged in or unplugged. */
  api: EventTarget;
  /** The device that such an event is about. */
  deviceOf: (event: Event) => Device;
  /** The devices that this page may use already. */
  granted: () => Promise<Device[]>;
  isScanner: (device: Device) => boolean;
  nameOf: (device: Device) => string;
  /** Opens a device and listens to it. Returns what ends that. */
  listenTo: (device: Device, onState: (is: DeviceState['is']) => void) => () => void;
  onChange: (devices: DeviceState[]) => void;
};

/**
 * The scanners of one kind to which this page listens, as staff see them: all those that it may use, including those
 * that are plugged in later. A scanner that is unplugged stays in the list until it comes back.
 */
export class DeviceList<Device> {
  readonly #options: DeviceListOptions<Device>;
  readonly #listed = new Map<Device, { state: DeviceState; close: () => void }>();
  readonly #stopping = new AbortController();
  #lastId = 0;

  constructor(options: DeviceListOptions<Device>) {
    this.#options = options;
    const { api, deviceOf, granted } = options;
    const { signal } = this.#stopping;
    api.addEventListener('connect', (event) => this.#plugIn(deviceOf(event)), { signal });
    api.addEventListener('disconnect', (event) => this.#unplug(deviceOf(event)), { signal });
    granted().then(
      (devices) => {
        // An event may have brought one of them meanwhile.
        for (const device of devices) this.add(device);
      },
      () => undefined,
    );
  }

  get devices(): Device[] {
    return [...this.#listed.keys()];
  }

  /** Begins to listen to a device that this page may use, unless it does so already. */
  add(device: Device): void {
    if (!this.#listed.has(device)) this.#take(device);
  }

  /** Stops listening to all devices. */
  stop(): void {
    this.#stopping.abort();
    for (const { close } of this.#listed.values()) close();
  }

  #plugIn(device: Device): void {
    const listed = this.#listed.get(device);
    // Both the browser and the shell may report the same scanner.
    if (listed && listed.state.is !== 'unplugged') return;
    this.#forgetUnplugged(device);
    this.#take(device);
  }

  /** Begins to listen to a device, or begins again if it is listed already. */
  #take(device: Device): void {
    const { source, isScanner, nameOf, listenTo } = this.#options;
    if (this.#stopping.signal.aborted || !isScanner(device)) return;
    this.#listed.get(device)?.close();
    this.#lastId += 1;
    const id = `${source}-${this.#lastId}`;
    const show = (is: DeviceState['is']) => {
      this.#listed.set(device, { state: { id, source, name: nameOf(device), is }, close });
      this.#report();
    };
    const close = listenTo(device, show);
    show('opening');
  }

  #unplug(device: Device): void {
    const listed = this.#listed.get(device);
    if (!listed) return;
    listed.close();
    this.#listed.set(device, { ...listed, state: { ...listed.state, is: 'unplugged' } });
    this.#report();
  }

  /**
   * Removes the unplugged device that this one replaces, since a scanner that is plugged in again is another object. If
   * two unplugged scanners are alike, the other one stays listed.
   */
  #forgetUnplugged(device: Device): void {
    const { nameOf } = this.#options;
    const old = [...this.#listed].find(
      ([each, { state }]) => state.is === 'unplugged' && nameOf(each) === nameOf(device),
    );
    if (old) this.#listed.delete(old[0]);
  }

  #report() {
    this.#options.onChange([...this.#listed.values()].map(({ state }) => state));
  }
}
