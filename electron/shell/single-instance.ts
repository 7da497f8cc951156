import { app } from 'electron';
import { FolderInUseError } from '../core/system/folder-lock.ts';
import { checkWritable } from './updates/writable-folder.ts';

/**
 * Makes this the only shell on its data folder.
 *
 * @throws FolderInUseError where there is one already; what the file system says where it takes no lock
 */
export function takeSingleInstance(dataDir: string): void {
  if (app.requestSingleInstanceLock()) return;
  // Electron says the same of a disk that can't take its lock.
  checkWritable(app.getPath('userData'));
  throw new FolderInUseError(`Another instance is using ${dataDir}`);
}
