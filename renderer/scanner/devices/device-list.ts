import type { DeviceState } from '../scanner-state.ts';

type DeviceListOptions<Device> = {
  source: DeviceState['source'];
  nameOf: (device: Device) => string;
  /** Opens a device and listens to it. Returns what ends that. */
  listenTo: (device: Device, onState: (is: DeviceState['is']) => void) => () => void;
  onChange: (devices: DeviceState[]) => void;
};

/**
 * The devices of one kind to which this page listens, as staff see them. A device that is unplugged stays in the list
 * until it comes back.
 */
export class DeviceList<Device> {
  readonly #options: DeviceListOptions<Device>;
  readonly #listed = new Map<Device, { state: DeviceState; close: () => void }>();
  #lastId = 0;

  constructor(options: DeviceListOptions<Device>) {
    this.#options = options;
  }

  get devices(): Device[] {
    return [...this.#listed.keys()];
  }

  has(device: Device): boolean {
    return this.#listed.has(device);
  }

  /** Begins to listen to a device, or begins again if it is listed already. */
  take(device: Device): void {
    const { source, nameOf, listenTo } = this.#options;
    this.#listed.get(device)?.close();
    this.#lastId += 1;
    const id = `${source}-${this.#lastId}`;
    const show = (is: DeviceState['is']) => {
      this.#listed.set(device, { state: { id, source, name: nameOf(device), is }, close });
      this.#tell();
    };
    const close = listenTo(device, show);
    show('opening');
  }

  unplug(device: Device): void {
    const listed = this.#listed.get(device);
    if (!listed) return;
    listed.close();
    this.#listed.set(device, { ...listed, state: { ...listed.state, is: 'unplugged' } });
    this.#tell();
  }

  /**
   * Removes the unplugged device that this one replaces, since a scanner that is plugged in again is another object. If
   * two unplugged scanners are alike, the other one stays listed.
   */
  forgetUnplugged(device: Device): void {
    const { nameOf } = this.#options;
    const old = [...this.#listed].find(
      ([each, { state }]) => state.is === 'unplugged' && nameOf(each) === nameOf(device),
    );
    if (old) this.#listed.delete(old[0]);
  }

  /** Stops listening to all of them. */
  close(): void {
    for (const { close } of this.#listed.values()) close();
  }

  #tell() {
    this.#options.onChange([...this.#listed.values()].map(({ state }) => state));
  }
}
