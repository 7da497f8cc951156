import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives a field the focus and leaves it there whatever is touched, so that a keyboard goes on typing into it. A key on
 * the screen that had the focus would be pressed once more by Enter, and what is typed would go nowhere.
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
