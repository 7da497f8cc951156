import { NO_KEYS, pressKey, stopWaiting, type WedgeEnd, waitsFor } from './burst.ts';
import { DEFAULT_CODE_PATTERN } from './reading.ts';
import { type FieldMemory, rememberField } from './text-field.ts';
import type { WedgeKey } from './wedge-key.ts';

/** A timer that comes later than this, in milliseconds, found the page busy: keys may be waiting behind it. */
const LATE_MS = 30;

type WedgeOptions = {
  window: Window;
  /** Called with each scanned code, as it came. */
  onScan: (raw: string) => void;
  /** What a badge's code looks like, a regular expression: chooses between two readings, never refuses one. */
  codePattern?: string;
};

/**
 * Listens for scanners that type like a keyboard, wherever the focus is. The page gets nothing of a scan, but for the
 * first keys, which are taken out of the field again; what a person types goes where it always goes.
 *
 * @returns what ends it
 */
export function listenForWedge({ window, onScan, codePattern }: WedgeOptions): () => void {
  const { document } = window;
  const pattern = new RegExp(codePattern ?? DEFAULT_CODE_PATTERN, 'u');
  const swallowedKeys = new Set<string>();
  let state = NO_KEYS;
  /** The field with the focus, as it was before the burst. */
  let field: FieldMemory | null = null;
  let timer = 0;

  function onKeyDown(event: KeyboardEvent): void {
    // A field that the browser fills in by itself tells of a key without a name.
    if (!event.isTrusted || event.isComposing || event.key === undefined) return;
    const step = pressKey(state, wedgeKeyOf(event), pattern);
    const hasBegun = step.state.burst?.characters === 1 && step.state.burst !== state.burst;
    state = step.state;
    swallowedKeys.delete(event.code);
    if (step.decision === 'swallow') {
      swallow(event);
      swallowedKeys.add(event.code);
    }
    finish(step);
    if (hasBegun) field = rememberField(document);
    waitForEnd();
  }

  /** A button is pressed when Space is let go. */
  function onKeyUp(event: KeyboardEvent): void {
    if (swallowedKeys.delete(event.code)) swallow(event);
  }

  function finish({ completed, takeBack, putBack }: WedgeEnd): void {
    if (putBack !== '') field?.type(putBack);
    if (takeBack > 0) field?.restore();
    if (completed !== null) onScan(completed);
  }

  function waitForEnd(): void {
    window.clearTimeout(timer);
    const wait = waitsFor(state);
    if (wait === null) return;
    const dueAt = window.performance.now() + wait;
    timer = window.setTimeout(() => {
      if (window.performance.now() - dueAt < LATE_MS) end();
      else timer = window.setTimeout(end, wait);
    }, wait);
  }

  function end(): void {
    const { state: ended, ...result } = stopWaiting(state, pattern);
    state = ended;
    finish(result);
  }

  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('keyup', onKeyUp, { capture: true });
  return () => {
    window.clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    window.removeEventListener('keyup', onKeyUp, { capture: true });
  };
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function wedgeKeyOf(event: KeyboardEvent): WedgeKey {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, timeStamp } = event;
  return {
    key,
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
