import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives a field the focus and keeps it there whatever is touched, so that a keyboard always types into it. If a key on
 * the screen took the focus, Enter would press that key again, and typed characters would be lost.
 */
export function useKeepFocus(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    const keep = (event: MouseEvent) => {
      if (event.target !== field.current) event.preventDefault();
    };
    window.addEventListener('mousedown', keep);
    return () => window.removeEventListener('mousedown', keep);
  }, []);
  return field;
}
