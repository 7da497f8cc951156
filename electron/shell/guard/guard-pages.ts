import { app } from 'electron';

/** No page of this app, now or ever, goes elsewhere, opens a window or holds another page, whatever runs in it. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault: () => void }) => event.preventDefault();
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', stay);
  });
}
