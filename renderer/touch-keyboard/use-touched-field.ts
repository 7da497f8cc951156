import { type RefObject, useEffect, useState } from 'react';

/** The fields into which the keyboard can type. */
const FIELDS = 'input:is([type=text], [type=password]):enabled';

/** A field that was touched, and what it takes, as its attribute has it. */
type Touched = { field: HTMLInputElement; inputMode: string };

/**
 * The field that was touched with a finger and has the focus since; null if there is none. A field that was clicked or
 * reached with the Tab key isn't one: whoever does that has a keyboard.
 *
 * @param area the part of the page whose fields count
 * @returns the field, whether only digits belong there, and how to let go of it while it keeps the focus
 */
export function useTouchedField(area: RefObject<HTMLElement | null>) {
  const [touched, setTouched] = useState<Touched | null>(null);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const listening = new AbortController();
    const { signal } = listening;
    const modes = new WeakMap<HTMLInputElement, string>();
    const fieldOf = ({ target }: Event) =>
      target instanceof HTMLInputElement && target.matches(FIELDS) ? target : null;
    /** Keeps the system's own keyboard away, which would lie over ours. */
    const silence = (field: HTMLInputElement) => {
      if (!modes.has(field)) modes.set(field, field.inputMode);
      field.inputMode = 'none';
    };
    const touch = (field: HTMLInputElement, before: Touched | null) =>
      before?.field === field ? before : { field, inputMode: modes.get(field) ?? '' };

    const onPointerDown = (event: PointerEvent) => {
      const field = fieldOf(event);
      if (field && event.pointerType !== 'mouse') silence(field);
    };
    // The last event of a touch. If the keyboard came any earlier, the rest would meet whatever it has moved there.
    const onClick = (event: MouseEvent) => {
      const field = fieldOf(event);
      if (!field || !(event instanceof PointerEvent)) return;
      const isTouch = event.pointerType !== 'mouse' && event.pointerType !== '';
      setTouched((before) => (isTouch ? touch(field, before) : null));
    };
    // A touch moves the focus before it is a click, so the keyboard mustn't go in between, for the same reason.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setTouched(null));
    };
    const onFocusIn = (event: FocusEvent) => {
      const field = fieldOf(event);
      if (!field || !element.contains(field)) return leave();
      clearTimeout(timer);
      setTouched((before) => {
        if (!before) return null;
        silence(field);
        return touch(field, before);
      });
    };
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget === null) leave();
    };
    element.addEventListener('pointerdown', onPointerDown, { signal, capture: true });
    element.addEventListener('click', onClick, { signal, capture: true });
    document.addEventListener('focusin', onFocusIn, { signal });
    element.addEventListener('focusout', onFocusOut, { signal });
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [area]);

  useEffect(() => {
    if (!touched) return;
    const { field, inputMode } = touched;
    // It may have been out of view, and the keyboard takes room from what is around it, also when the screen is turned.
    const observer = new ResizeObserver(() =>
      field.closest('.field')?.scrollIntoView({ block: 'nearest' }),
    );
    if (area.current) observer.observe(area.current);
    return () => {
      observer.disconnect();
      field.inputMode = inputMode;
    };
  }, [touched, area]);
  return {
    field: touched?.field ?? null,
    isNumeric: touched?.inputMode === 'numeric',
    letGo: () => setTouched(null),
  };
}
