import type { WedgeKey } from './wedge-key.ts';

/** Whether this is a real key. A field that the browser fills in by itself reports a key without a name. */
export function isRealKey(event: KeyboardEvent): boolean {
  return event.isTrusted && event.key !== undefined;
}

/** What the wedge's rules need to know of a key event. */
export function wedgeKeyOf(event: KeyboardEvent): WedgeKey {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, timeStamp } = event;
  return {
    // A key that is part of a composition doesn't stand for a character of its own yet.
    key: event.isComposing ? 'Process' : key,
    code,
    shiftKey,
    ctrlKey,
    altKey,
    metaKey,
    altGraph: event.getModifierState('AltGraph'),
    capsLock: event.getModifierState('CapsLock'),
    repeat,
    time: timeStamp,
  };
}

/**
 * The keys that are down without the page knowing. A key whose press was withheld from the page is withheld to its end:
 * the page doesn't hear of its repeats or its release either.
 */
export class WithheldKeys {
  readonly #codes = new Set<string>();

  /** Withholds the press of a key. */
  withhold(event: KeyboardEvent): void {
    this.#codes.add(event.code);
    keepFromPage(event);
  }

  /** Lets the page have the press of a key. */
  release({ code }: KeyboardEvent): void {
    this.#codes.delete(code);
  }

  /** Withholds the repeat of a key whose press was withheld. Returns whether it did. */
  withholdRepeat(event: KeyboardEvent): boolean {
    const isWithheld = event.repeat && this.#codes.has(event.code);
    if (isWithheld) keepFromPage(event);
    return isWithheld;
  }

  /** Withholds the release of a key whose press was withheld. */
  withholdRelease(event: KeyboardEvent): void {
    if (this.#codes.delete(event.code)) keepFromPage(event);
  }

  /** Forgets all keys, because their releases go to another window. */
  clear(): void {
    this.#codes.clear();
  }
}

function keepFromPage(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
