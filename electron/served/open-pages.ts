/** How many pages hear the kiosk's events: a page that has crashed or was never drawn isn't among them. */
export class OpenPages {
  #open = 0;
  #listener: (open: number) => void = () => {};

  /** @param listener told at once, and at each change */
  watch(listener: (open: number) => void): void {
    this.#listener = listener;
    listener(this.#open);
  }

  opened(): void {
    this.#open += 1;
    this.#listener(this.#open);
  }

  closed(): void {
    this.#open -= 1;
    this.#listener(this.#open);
  }
}
