/**
 * The one signal that something in the core has changed, and that whoever depends on it should look again.
 *
 * However often it is announced in one turn of the event loop, each subscriber is called once, after that turn. Scans
 * share commits, so many changes arrive together.
 */
export class Changes {
  readonly #subscribers: (() => void)[] = [];
  #isAnnounced = false;

  subscribe(look: () => void): void {
    this.#subscribers.push(look);
  }

  announce(): void {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    setImmediate(() => {
      this.#isAnnounced = false;
      for (const look of this.#subscribers) look();
    });
  }
}
