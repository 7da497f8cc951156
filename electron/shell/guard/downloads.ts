import path from 'node:path';
import { app, type Session } from 'electron';
import { isMadeByOwnPage } from '../page-origin.ts';

/**
 * Refuses every download except an expected one: the file that the page makes after the core has handed its content to
 * staff. It is saved to the user's downloads without a dialog, in which somebody could browse the disk.
 *
 * @returns call it with a file's name to expect one download of that name
 */
export function limitDownloads(session: Session): (fileName: string) => void {
  let expected: string | null = null;
  session.on('will-download', (event, item) => {
    const fileName = item.getFilename();
    const isOwn = isMadeByOwnPage(item.getURL()) && fileName === expected;
    expected = null;
    if (isOwn) item.setSavePath(path.join(app.getPath('downloads'), path.basename(fileName)));
    else event.preventDefault();
  });
  return (fileName) => {
    expected = fileName;
  };
}
