import { useEffect, useRef } from 'react';
import { PERSON_GAP_MS } from './person-keys.ts';

/** What each key does, by its name. */
type KeyActions = Readonly<Record<string, () => void>>;

/**
 * Calls what belongs to a key that a person presses by itself. A scanner may send the same key before or after a code,
 * so a key counts only if no other came shortly before it or comes shortly after it.
 */
export function useLoneKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let lastKeyAt = Number.NEGATIVE_INFINITY;
    let lone: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, isTrusted, repeat, timeStamp } = event;
      if (!isTrusted || repeat) return;
      clearTimeout(lone);
      const isAlone = timeStamp - lastKeyAt >= PERSON_GAP_MS;
      lastKeyAt = timeStamp;
      if (!isAlone || hasModifier(event) || !Object.hasOwn(latest.current, key)) return;
      event.preventDefault();
      lone = setTimeout(() => latest.current[key]?.(), PERSON_GAP_MS);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(lone);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}

function hasModifier({ ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey || shiftKey;
}
