import { SilenceTimer } from '../silence-timer.ts';
import { HeldPress, isPress, pressOf } from './held-press.ts';
import { isRealKey, WithheldKeys, wedgeKeyOf } from './key-event.ts';
import { type RememberedField, rememberField } from './text-field.ts';
import {
  endBySilence,
  forgetProof,
  hearFrom,
  loseKeys,
  pressKey,
  releaseKey,
  silenceMs,
} from './wedge.ts';
import type { WedgeRules, WedgeScan } from './wedge-scan.ts';
import { NO_KEYS, type WedgeEffects, type WedgeState, type WedgeStep } from './wedge-state.ts';

type WedgeOptions = {
  window: Window;
  /** The time from which on every key has been heard, on the clock of events. */
  heardFrom: number;
  /** @param heardAt when the scan's last key reached this listener, in monotonic milliseconds */
  onScan: (scan: WedgeScan, heardAt: number) => void;
  /** A scanner's code has its Enter or Tab, and waits for more to follow. Usually nothing does, and it is a scan. */
  onCodeEnd?: () => void;
  /** A scanner seems to have typed a code that is too short for a scan. Its keys went where a person's keys go. */
  onTooShort?: (scan: WedgeScan, heardAt: number) => void;
  rules: WedgeRules;
};

export type WedgeListener = {
  /** Applies other rules from the next key on. Keys that are being collected are kept. */
  setRules: (rules: WedgeRules) => void;
  stop: () => void;
};

/**
 * Listens for scanners that type like a keyboard, wherever the focus is.
 *
 * The page receives nothing of a scan except its first keys, and those are taken out of the field again. What a person
 * types goes where it always goes, but an Enter or a Space that would press a button waits until it is clear that no
 * scan follows.
 */
export function listenForWedge(options: WedgeOptions): WedgeListener {
  const { window } = options;
  const wedge = new KeyboardWedge(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  window.addEventListener('keydown', (event) => wedge.keyDown(event), { capture: true, signal });
  window.addEventListener('keyup', (event) => wedge.keyUp(event), { capture: true, signal });
  window.addEventListener('blur', () => wedge.loseKeyboard(), { signal });
  window.addEventListener('focus', (event) => wedge.gainKeyboard(event), { signal });
  return {
    setRules: (rules) => wedge.setRules(rules),
    stop() {
      stopping.abort();
      wedge.stop();
    },
  };
}

/** Whether a scanner's code has ended, unless more lines follow. */
function waitsForMore({ burst }: WedgeState): boolean {
  return burst?.isScanner === true && burst.ended !== null;
}

/** Hands key events to the pure functions of `wedge.ts`, and carries out what they decide. */
class KeyboardWedge {
  readonly #document: Document;
  readonly #onScan: WedgeOptions['onScan'];
  readonly #onCodeEnd: WedgeOptions['onCodeEnd'];
  readonly #onTooShort: WedgeOptions['onTooShort'];
  readonly #withheld = new WithheldKeys();
  readonly #silence = new SilenceTimer(() => this.#endBySilence());
  readonly #heldPress = new HeldPress({
    holdMs: () => this.#rules.gapMs,
    mayBeScanning: () => silenceMs(this.#state, this.#rules) !== null,
  });
  #rules: WedgeRules;
  #state: WedgeState;
  /** The field that has the focus, as it was before the burst. */
  #field: RememberedField | null = null;
  #heardAt = 0;

  constructor({ window, heardFrom, onScan, onCodeEnd, onTooShort, rules }: WedgeOptions) {
    this.#document = window.document;
    this.#onScan = onScan;
    this.#onCodeEnd = onCodeEnd;
    this.#onTooShort = onTooShort;
    this.#rules = rules;
    this.#state = hearFrom(NO_KEYS, heardFrom);
  }

  keyDown(event: KeyboardEvent): void {
    if (!isRealKey(event) || this.#withheld.withholdRepeat(event)) return;
    const step = pressKey(this.#state, wedgeKeyOf(event), this.#rules);
    if (step.decision === 'withhold') this.#withheld.withhold(event);
    else this.#withheld.release(event);
    this.#take(step);
    if (step.decision === 'pass' && isPress(event, this.#document)) {
      this.#withheld.withhold(event);
      if (!event.repeat) this.#heldPress.hold(pressOf(event, this.#document));
    }
  }

  /** The release matters to the page, too: a button is pressed when Space comes up. */
  keyUp(event: KeyboardEvent): void {
    if (!isRealKey(event)) return;
    const { state, ...effects } = releaseKey(this.#state, wedgeKeyOf(event), this.#rules);
    this.#state = state;
    this.#carryOut(effects);
    this.#withheld.withholdRelease(event);
  }

  /** Another window gets the keyboard. Nobody here hears of the keys that are pressed or released there. */
  loseKeyboard(): void {
    this.#state = loseKeys(this.#state);
    this.#withheld.clear();
  }

  /** This window gets the keyboard. A scan may be under way whose beginning went to another window. */
  gainKeyboard({ timeStamp }: FocusEvent): void {
    this.#state = hearFrom(this.#state, timeStamp);
  }

  setRules(rules: WedgeRules): void {
    this.#rules = rules;
    // What codes have proved about the keyboard layout was proved under the old rules.
    this.#state = forgetProof(this.#state);
  }

  stop(): void {
    this.#silence.stop();
    this.#heldPress.drop();
  }

  /** Takes over what a key's press has changed. */
  #take(step: WedgeStep): void {
    const isOfBurst = step.state.burst !== this.#state.burst;
    const hasEnded = waitsForMore(step.state) && !waitsForMore(this.#state);
    const hasBegun = isOfBurst && step.state.burst?.count === 1;
    this.#state = step.state;
    this.#carryOut(step);
    // A key that isn't part of the burst doesn't change the time: the next code's Shift goes down while the code before
    // it may still be held back.
    if (isOfBurst) this.#heardAt = performance.now();
    if (hasBegun) this.#field = rememberField(this.#document);
    this.#waitForSilence();
    this.#heldPress.prolong();
    if (hasEnded) this.#onCodeEnd?.();
  }

  #carryOut({ completed, tooShort, takeBack, putBack }: WedgeEffects): void {
    if (takeBack > 0) this.#field?.restore();
    if (putBack !== '') this.#field?.type(putBack);
    if (tooShort !== null) this.#onTooShort?.(tooShort, this.#heardAt);
    if (completed === null) return;
    this.#heldPress.drop();
    this.#onScan(completed, this.#heardAt);
  }

  #waitForSilence(): void {
    this.#silence.restart(silenceMs(this.#state, this.#rules));
  }

  #endBySilence(): void {
    const { state, ...effects } = endBySilence(this.#state, this.#rules);
    this.#state = state;
    this.#carryOut(effects);
    this.#waitForSilence();
  }
}
