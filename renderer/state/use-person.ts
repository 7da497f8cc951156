import { useEffect, useRef } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { PERSON_GAP_MS } from './person-keys.ts';
import { monotonicNow } from './time.ts';

/** How often the core hears that staff are there: well within the time after which it locks by itself. */
const TELL_EVERY_MS = 60_000;

/**
 * Calls `onSign` whenever a person touches, clicks, turns the wheel, types a key or fills in a field. A scanner's keys
 * are nobody's: a key counts once it is clear that none came or comes at a scanner's pace.
 */
function usePerson(onSign: () => void): void {
  const latest = useRef(onSign);
  latest.current = onSign;
  useEffect(() => {
    const sign = () => latest.current();
    let lastKeyAt = Number.NEGATIVE_INFINITY;
    let lone: ReturnType<typeof setTimeout> | undefined;
    const isFarFromKeys = (at: number) => at - lastKeyAt >= PERSON_GAP_MS;
    const onKey = ({ isTrusted, repeat, timeStamp }: KeyboardEvent) => {
      if (!isTrusted || repeat) return;
      clearTimeout(lone);
      if (isFarFromKeys(timeStamp)) lone = setTimeout(sign, PERSON_GAP_MS);
      lastKeyAt = timeStamp;
    };
    // What a key has typed is judged with the key; the rest is pasted, chosen or taken from a list.
    const onInput = ({ timeStamp }: Event) => {
      if (isFarFromKeys(timeStamp)) sign();
    };
    const capture = { capture: true };
    window.addEventListener('pointerdown', sign, capture);
    window.addEventListener('wheel', sign, capture);
    window.addEventListener('keydown', onKey, capture);
    window.addEventListener('input', onInput, capture);
    return () => {
      clearTimeout(lone);
      window.removeEventListener('pointerdown', sign, capture);
      window.removeEventListener('wheel', sign, capture);
      window.removeEventListener('keydown', onKey, capture);
      window.removeEventListener('input', onInput, capture);
    };
  }, []);
}

/** Calls `then` when no person has done anything for `ms`. */
export function useInactivity(ms: number, then: () => void): void {
  const latest = useRef(then);
  latest.current = then;
  const again = useRef(() => {});
  usePerson(() => again.current());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    again.current = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), ms);
    };
    again.current();
    return () => clearTimeout(timer);
  }, [ms]);
}

/** Keeps the staff's part of the core open while a person uses it, be it by typing alone. */
export function useStayOpen(kiosk: BridgeClient, isOpen: boolean): void {
  const toldAt = useRef(monotonicNow());
  usePerson(() => {
    if (!isOpen || monotonicNow() - toldAt.current < TELL_EVERY_MS) return;
    toldAt.current = monotonicNow();
    // Should it be locked already, whatever is asked for next says so.
    kiosk.stayOpen({}).catch(() => undefined);
  });
}
