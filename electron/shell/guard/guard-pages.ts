import { app } from 'electron';

/** Keeps every page of this app from navigating, opening windows or embedding other pages, whatever runs in it. */
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
