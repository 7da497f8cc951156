import { holdPress, isPress } from './held-press.ts';
import { type FieldMemory, rememberField } from './text-field.ts';
import {
  forgetProof,
  hearFrom,
  loseKeys,
  pressKey,
  releaseKey,
  stopWaiting,
  waitsFor,
} from './wedge.ts';
import type { WedgeKey } from './wedge-key.ts';
import type { WedgeRules, WedgeScan } from './wedge-scan.ts';
import { NO_KEYS, type WedgeEnd } from './wedge-state.ts';

/** A timer that comes later than this, in milliseconds, found the page busy: keys may be waiting behind it. */
const LATE_MS = 30;

type WedgeOptions = {
  window: Window;
  /** Since when no key has gone unheard, as events tell the time. */
  heardFrom: number;
  /** `heardAt`: when its last key was handed over, in monotonic milliseconds. */
  onScan: (scan: WedgeScan, heardAt: number) => void;
  /** A scanner seems to have typed a code that is too short for one; it went where a person's keys go. */
  onTooShort?: (scan: WedgeScan, heardAt: number) => void;
  rules: WedgeRules;
};

export type WedgeListener = {
  /** From the next key on; what is being typed or held back is kept. */
  setRules: (rules: WedgeRules) => void;
  stop: () => void;
};

/**
 * Listens for scanners that type like a keyboard, wherever the focus is. The page gets nothing of a scan, but for the
 * first keys, which are taken out of the field again; what a person types goes where it always goes. An Enter or a
 * Space that would press a button waits until it is clear that no scan follows.
 */
export function listenForWedge({
  window,
  heardFrom,
  onScan,
  onTooShort,
  ...options
}: WedgeOptions): WedgeListener {
  const { document } = window;
  let { rules } = options;
  const swallowedKeys = new Set<string>();
  let state = hearFrom(NO_KEYS, heardFrom);
  /** The field with the focus, as it was before the burst. */
  let field: FieldMemory | null = null;
  let timer = 0;
  let heardAt = 0;
  /** Presses the button for which a key is being held back. */
  let press: (() => void) | null = null;
  let pressTimer = 0;

  function onKeyDown(event: KeyboardEvent): void {
    // A field that the browser fills in by itself tells of a key without a name.
    if (!event.isTrusted || event.key === undefined) return;
    if (event.repeat && swallowedKeys.has(event.code)) {
      swallow(event);
      return;
    }
    const step = pressKey(state, wedgeKeyOf(event), rules);
    const isOfBurst = step.state.burst !== state.burst;
    const hasBegun = isOfBurst && step.state.burst?.count === 1;
    state = step.state;
    swallowedKeys.delete(event.code);
    if (step.decision === 'swallow') {
      swallow(event);
      swallowedKeys.add(event.code);
    }
    finish(step);
    // Shift goes down before the next code's first character, while the one before may still be held back.
    if (isOfBurst) heardAt = window.performance.now();
    if (hasBegun) field = rememberField(document);
    waitForEnd();
    waitForScan();
    if (step.decision === 'pass' && isPress(event, document)) {
      swallow(event);
      swallowedKeys.add(event.code);
      if (!event.repeat) waitToPress(holdPress(event, document));
    }
  }

  /** A button is pressed when Space is let go. */
  function onKeyUp(event: KeyboardEvent): void {
    if (!event.isTrusted || event.key === undefined) return;
    const { state: after, ...end } = releaseKey(state, wedgeKeyOf(event), rules);
    state = after;
    finish(end);
    if (swallowedKeys.delete(event.code)) swallow(event);
  }

  /** Keys that were let go elsewhere are told to nobody here. */
  function onBlur(): void {
    state = loseKeys(state);
    swallowedKeys.clear();
  }

  /** A scan may be under way already, and its beginning have gone elsewhere. */
  function onFocus({ timeStamp }: FocusEvent): void {
    state = hearFrom(state, timeStamp);
  }

  function finish({ completed, tooShort, takeBack, putBack }: WedgeEnd): void {
    if (takeBack > 0) field?.restore();
    if (putBack !== '') field?.type(putBack);
    if (tooShort !== null) onTooShort?.(tooShort, heardAt);
    if (completed === null) return;
    press = null;
    onScan(completed, heardAt);
  }

  function waitForEnd(): void {
    window.clearTimeout(timer);
    const wait = waitsFor(state, rules);
    if (wait === null) return;
    const dueAt = window.performance.now() + wait;
    timer = window.setTimeout(() => {
      if (window.performance.now() - dueAt < LATE_MS) end();
      else timer = window.setTimeout(end, wait);
    }, wait);
  }

  function end(): void {
    const { state: ended, ...result } = stopWaiting(state, rules);
    state = ended;
    finish(result);
    waitForEnd();
  }

  function waitToPress(then: () => void): void {
    press?.();
    press = then;
    waitForScan();
  }

  function waitForScan(): void {
    window.clearTimeout(pressTimer);
    if (press) pressTimer = window.setTimeout(pressUnlessScanned, rules.gapMs);
  }

  function pressUnlessScanned(): void {
    if (waitsFor(state, rules) !== null) {
      waitForScan();
      return;
    }
    press?.();
    press = null;
  }

  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('keyup', onKeyUp, { capture: true });
  window.addEventListener('blur', onBlur);
  window.addEventListener('focus', onFocus);
  return {
    setRules(to) {
      rules = to;
      // Codes proved it under the rules from before.
      state = forgetProof(state);
    },
    stop() {
      window.clearTimeout(timer);
      window.clearTimeout(pressTimer);
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('keyup', onKeyUp, { capture: true });
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('focus', onFocus);
    },
  };
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function wedgeKeyOf(event: KeyboardEvent): WedgeKey {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, timeStamp } = event;
  return {
    // What is being composed has no character of its own yet.
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
