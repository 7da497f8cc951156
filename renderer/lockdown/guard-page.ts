import { isSentByScanners, isWayOut } from '../../shared/lockdown/kiosk-keys.ts';

/** The only places to paste into, because nobody should have to type an address, a key or a code's letters by hand. */
const PASTES_INTO = '.settings';

/** No visitor needs what the browser would do on these events. */
const NEVER = ['contextmenu', 'dragstart', 'drop', 'auxclick', 'gesturestart'] as const;

/**
 * Blocks the ways out of the page, as far as a page can: menus, dragging, selecting, zooming, the other mouse buttons,
 * pasting and the browser's keys. The shell and the operating system block the rest; see build/LOCKDOWN.md.
 *
 * @returns a function that removes the guard
 */
export function guardPage(window: Window): () => void {
  const { document } = window;
  const ended = new AbortController();
  const options = { capture: true, passive: false, signal: ended.signal };
  const listen = <E extends Event>(name: string, listener: (event: E) => void) =>
    window.addEventListener(name, listener as (event: Event) => void, options);
  const prevent = (event: Event) => event.preventDefault();

  for (const name of NEVER) listen(name, prevent);
  listen('dragover', (event: DragEvent) => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
  listen('selectstart', (event) => {
    if (!isField(event.target)) event.preventDefault();
  });
  // The middle button scrolls and pastes. The fourth and the fifth go back and forward.
  for (const name of ['mousedown', 'mouseup', 'pointerdown', 'pointerup']) {
    listen(name, (event: MouseEvent) => {
      if (event.button > 0) event.preventDefault();
    });
  }
  listen('wheel', (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) event.preventDefault();
  });
  for (const name of ['touchstart', 'touchmove']) {
    listen(name, (event: TouchEvent) => {
      if (event.touches.length > 1) event.preventDefault();
    });
  }
  listen('keydown', (event: KeyboardEvent) => {
    if (isWayOut(event)) event.preventDefault();
  });
  listen('beforeinput', (event: InputEvent) => {
    const comesFromElsewhere = /^insertFrom(Paste|Drop|Yank)/.test(event.inputType);
    if (comesFromElsewhere && !mayPasteInto(event.target)) event.preventDefault();
  });
  listen('paste', (event) => {
    if (!mayPasteInto(event.target)) event.preventDefault();
  });
  document.documentElement.dataset.locked = '';
  ended.signal.addEventListener('abort', () => {
    delete document.documentElement.dataset.locked;
  });
  return () => ended.abort();
}

/**
 * Blocks only the keys that scanners send together with Ctrl, for a page that is not locked. A scanner's line feed, for
 * example, is Ctrl+J, which would open the downloads. Staff can still use the function keys.
 *
 * @returns a function that removes the guard
 */
export function guardFromScanners(window: Window): () => void {
  const ended = new AbortController();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey && isSentByScanners(event)) event.preventDefault();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true, signal: ended.signal });
  return () => ended.abort();
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function mayPasteInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(PASTES_INTO) !== null;
}
