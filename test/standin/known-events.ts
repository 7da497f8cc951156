import { EventEmitter } from 'node:events';
import { NotProvidedError, provideOnly } from './provide-only.ts';

type Listener = (...args: never[]) => void;

/** An emitter that accepts listeners only for the events that the stand-in knows. */
export class KnownEvents extends EventEmitter {
  readonly #owner: string;
  readonly #names: readonly string[];

  constructor(owner: string, names: readonly string[]) {
    super();
    this.#owner = owner;
    this.#names = names;
  }

  override on(name: string, listener: Listener): this {
    this.#check(name);
    return super.on(name, listener as (...args: unknown[]) => void);
  }

  override once(name: string, listener: Listener): this {
    this.#check(name);
    return super.once(name, listener as (...args: unknown[]) => void);
  }

  /**
   * Emits an event that a listener may prevent.
   *
   * @param details further properties of the event object
   * @returns whether a listener prevented it
   */
  tellPreventable(name: string, details: object = {}, ...args: unknown[]): boolean {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    const event = { ...details, preventDefault };
    const names = Object.keys(event) as (keyof typeof event)[];
    this.emit(name, provideOnly(`the event "${name}"`, event, names), ...args);
    return prevented;
  }

  #check(name: string) {
    if (!this.#names.includes(name)) {
      throw new NotProvidedError(`the event "${name}" of ${this.#owner}`);
    }
  }
}
