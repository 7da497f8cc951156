/** What both Enter and Space press. */
const BUTTONS = 'button, summary, input:is([type=submit], [type=button], [type=reset])';
/** What submits a form. */
const SUBMIT_BUTTONS = 'button[type=submit], button:not([type]), input[type=submit]';

type Options = {
  /** How long a press is held, in milliseconds. */
  holdMs: () => number;
  /** Whether keys are being collected that may become a scan. */
  mayBeScanning: () => boolean;
};

/**
 * The press of a button by Enter or Space, held back until it is clear that the key was a person's and not the
 * beginning or the end of a scan.
 */
export class HeldPress {
  readonly #options: Options;
  #press: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Holds a press back. If another one is still held, that one happens now. */
  hold(press: () => void): void {
    this.#press?.();
    this.#press = press;
    this.prolong();
  }

  /** Starts the wait anew, because another key has come. */
  prolong(): void {
    clearTimeout(this.#timer);
    if (this.#press)
      this.#timer = setTimeout(() => this.#pressUnlessScanning(), this.#options.holdMs());
  }

  /** Forgets the press: the key belonged to a scan. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#press = null;
  }

  #pressUnlessScanning(): void {
    if (this.#options.mayBeScanning()) {
      this.prolong();
      return;
    }
    this.#press?.();
    this.#press = null;
  }
}

/**
 * Whether this key presses something: the button that has the focus, or, by Enter in a field, what is chosen in its list,
 * or else its form's button.
 */
export function isPress(event: KeyboardEvent, { activeElement }: Document): boolean {
  const { key, ctrlKey, altKey, metaKey, isComposing } = event;
  if ((key !== 'Enter' && key !== ' ') || ctrlKey || altKey || metaKey || isComposing) return false;
  return activeElement?.matches(BUTTONS) || (key === 'Enter' && formOf(activeElement) !== null);
}

/**
 * The press that this key would make now, as a function that makes it later. That function does nothing if the button
 * is gone by then.
 */
export function pressOf({ key }: KeyboardEvent, { activeElement }: Document): () => void {
  const form = key === 'Enter' ? formOf(activeElement) : null;
  const target = form
    ? (optionOf(activeElement) ?? form.querySelector<HTMLElement>(SUBMIT_BUTTONS))
    : (activeElement as HTMLElement | null);
  return () => {
    if (target?.isConnected) target.click();
    else if (form?.isConnected) form.requestSubmit();
  };
}

/** What Enter takes from the list of a field; null if it has none, or if that is closed. */
function optionOf(field: Element | null): HTMLElement | null {
  const id = field?.getAttribute('aria-activedescendant');
  return id ? document.getElementById(id) : null;
}

/** The form that Enter submits from this element; null if there is none. */
function formOf(element: Element | null): HTMLFormElement | null {
  return element instanceof HTMLInputElement && !element.matches(BUTTONS) ? element.form : null;
}
