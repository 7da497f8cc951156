import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** More files of one name than anybody exports. */
const MOST_FILES = 1000;

/**
 * The folder where the person looks for a file that the kiosk has saved.
 *
 * @param told the folder for downloads as Electron knows it. On a Linux where none is set up, that is the home folder
 *   itself. One that is set up may be missing
 */
export function downloadsFolder(
  told: string,
  { home, isFolder = isExistingFolder }: { home: string; isFolder?: (path: string) => boolean },
): string {
  const isSetUp = path.resolve(told) !== path.resolve(home) && isFolder(told);
  return isSetUp ? told : path.join(home, 'Downloads');
}

/**
 * Saves a file under a name that is still free: an earlier file keeps its own. The folder is made if it is missing.
 *
 * @param fileName of the file, without folders
 * @returns the file's path, once it is on the disk
 * @throws what the file system says; no part of the file is left then
 */
export function saveFile(folder: string, fileName: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const { name, ext } = path.parse(fileName);
  for (let n = 1; n <= MOST_FILES; n++) {
    const file = path.join(folder, n === 1 ? `${name}${ext}` : `${name} (${n})${ext}`);
    if (wrote(file, text)) return file;
  }
  throw new Error(`${folder} holds too many files of this name`);
}

/** @returns false if there is such a file */
function wrote(file: string, text: string): boolean {
  let open: number;
  try {
    open = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFileSync(open, text);
    fsyncSync(open);
    return true;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(open);
  }
}

function isExistingFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
