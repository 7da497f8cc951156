import path from 'node:path';
import { app, type Session } from 'electron';
import { PAGE_ORIGIN } from '../app-protocol.ts';

/**
 * Refuses every download but those that are expected: a file that the page makes itself after the core has handed its
 * content to staff. It goes to the user's downloads, without a dialog through which one could walk the disk.
 *
 * @returns expects one download of this name
 */
export function limitDownloads(session: Session): (fileName: string) => void {
  let expected: string | null = null;
  session.on('will-download', (event, item) => {
    const fileName = item.getFilename();
    const isOwn = item.getURL().startsWith(`blob:${PAGE_ORIGIN}/`) && fileName === expected;
    expected = null;
    if (isOwn) item.setSavePath(path.join(app.getPath('downloads'), path.basename(fileName)));
    else event.preventDefault();
  });
  return (fileName) => {
    expected = fileName;
  };
}
