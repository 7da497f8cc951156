import { useEffect } from 'react';

const DIALOG = 'dialog, [role="dialog"]';

/**
 * Keeps the focus on the page. If what had it goes away, such as a dialog or a button that its own press has removed, or
 * is disabled, the focus goes back to what opened it, or else to the heading of the part around it. Otherwise whoever uses a
 * keyboard or a screen reader would begin again at the top of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => keepFocus(document), []);
}

function keepFocus(document: Document): () => void {
  /** What last had the focus, and everything around it, from the inside out. */
  let path: readonly Element[] = [];
  /** What had the focus before the last dialog was opened. */
  let opener: Element | null = null;
  let frame = 0;

  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const before = path;
    path = pathOf(target);
    const dialog = path.find((each) => each.matches(DIALOG));
    if (dialog && !before.includes(dialog)) opener = before[0] ?? null;
  };
  const keep = () => {
    const [last] = path;
    const { activeElement } = document;
    // The browser takes the focus away from a disabled button a little later.
    const isLost = activeElement === document.body || activeElement === last;
    if (!last || !isLost || (last.isConnected && !last.matches(':disabled'))) return;
    const dialogHasGone = path.some((each) => each.matches(DIALOG) && !each.isConnected);
    if (dialogHasGone && tryFocus(opener)) return;
    const heirs = heirsOf(path, document);
    heirs.find(tryFocus);
  };
  // What takes the focus by itself when it appears has done so before the next picture.
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(keep);
  });
  document.addEventListener('focusin', remember);
  const changes = { childList: true, subtree: true, attributeFilter: ['disabled'] };
  observer.observe(document.body, changes);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    document.removeEventListener('focusin', remember);
  };
}

function pathOf(element: Element): Element[] {
  const { parentElement } = element;
  return parentElement ? [element, ...pathOf(parentElement)] : [element];
}

/** Who may have the focus after what is gone, the best first. */
function heirsOf(path: readonly Element[], document: Document): (Element | null)[] {
  const screen = path.find((each) => each.matches('main'));
  if (screen?.isConnected) {
    const around = path.filter((each) => each.isConnected);
    return [...around.map((each) => each.querySelector('h1, h2')), screen];
  }
  const name = screen?.getAttribute('data-screen');
  // Whoever has left a screen is back where it was opened.
  return [`[data-opens="${name}"]`, 'main h1', 'main'].map((each) => document.querySelector(each));
}

/** Gives an element the focus, if it can have it. Returns whether it has. */
function tryFocus(element: Element | null): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected) return false;
  if (element.matches('h1, h2, main')) element.tabIndex = -1;
  element.focus();
  return element.ownerDocument.activeElement === element;
}
