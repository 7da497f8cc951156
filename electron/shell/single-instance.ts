import { app } from 'electron';
import { FolderInUseError } from '../core/system/folder-lock.ts';
import { checkWritable } from './writable-folder.ts';

/**
 * Makes this the only shell on its data folder.
 *
 * @throws FolderInUseError if there is another one
 * @throws what the file system says if it takes no lock
 */
export function takeSingleInstance(dataDir: string): void {
  if (app.requestSingleInstanceLock()) return;
  // Electron gives the same answer if the disk can't take its lock.
  checkWritable(app.getPath('userData'));
  throw new FolderInUseError(`Another instance is using ${dataDir}`);
}
