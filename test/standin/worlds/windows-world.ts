/** What a page asks to open: an address, and the name of the window for it. */
export type FromOpener = { url: string; frameName: string };

/**
 * Replaces what opens windows in the page's own world. Whatever the page asks to open is told and then not opened, as in
 * Electron when the app denies it. Chromium would open the window first, and its request might be out before it closes.
 *
 * The text of this function runs in the page, so it must use nothing from outside.
 *
 * @param send takes a JSON text to the main process
 */
export function replaceWindows(send: (text: string) => void): void {
  const { document, window, Element, URL } = globalThis;
  const tell = (url: string | URL, frameName: string) => {
    const told: FromOpener = { url: new URL(url, document.baseURI).href, frameName };
    send(JSON.stringify(told));
  };
  window.open = (url = 'about:blank', frameName = '') => {
    tell(url, frameName);
    return null;
  };
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.target !== '_blank' || event.defaultPrevented) return;
    event.preventDefault();
    tell(link.href, '');
  });
}
