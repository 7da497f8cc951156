import { useEffect, useRef } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { PERSON_GAP_MS } from './person-keys.ts';
import { monotonicNow } from './time.ts';

/** How often the core is told that staff are still there, in milliseconds. It would lock by itself only much later. */
const TELL_EVERY_MS = 60_000;

/**
 * Calls `onSign` whenever a person touches, clicks, turns the wheel, types a key or fills in a field. The keys of a
 * scanner don't count, so a key counts only if no other came shortly before it or comes shortly after it.
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
    // Input that follows a key closely came from that key. Any other was pasted, chosen or taken from a list.
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

/** Keeps the staff area open in the core while a person uses it, even if they only type. */
export function useStayOpen(kiosk: BridgeClient, isOpen: boolean): void {
  const toldAt = useRef(monotonicNow());
  usePerson(() => {
    if (!isOpen || monotonicNow() - toldAt.current < TELL_EVERY_MS) return;
    toldAt.current = monotonicNow();
    // If the core is locked already, its answer to the next request says so.
    kiosk.stayOpen({}).catch(() => undefined);
  });
}
