import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

/** More files of one name than anybody exports. */
const MOST_FILES = 1000;

/**
 * A file that is written piece by piece under a name that was still free. It is written on other threads, so that a slow
 * stick holds up no scan.
 */
export class NewFile {
  readonly path: string;
  readonly #handle: FileHandle;

  private constructor(file: string, handle: FileHandle) {
    this.path = file;
    this.#handle = handle;
  }

  /**
   * Makes the file. An earlier one of the name keeps it. The folder is made if it is missing.
   *
   * @param fileName of the file, without folders
   * @throws what the file system says
   */
  static async make(folder: string, fileName: string): Promise<NewFile> {
    await mkdir(folder, { recursive: true });
    const { name, ext } = path.parse(fileName);
    for (let n = 1; n <= MOST_FILES; n++) {
      const file = path.join(folder, n === 1 ? `${name}${ext}` : `${name} (${n})${ext}`);
      const handle = await openNew(file);
      if (handle) return new NewFile(file, handle);
    }
    throw new Error(`${folder} holds too many files of this name`);
  }

  /** @throws what the file system says */
  async append(piece: string | Uint8Array): Promise<void> {
    await this.#handle.appendFile(piece);
  }

  /** Ends the file. It resolves once it is on the disk, so that a stick may be pulled. @throws as above */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await syncFolder(path.dirname(this.path));
  }

  /** Removes what there is of the file, as far as that is possible. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => {});
    await rm(this.path, { force: true }).catch(() => {});
  }
}

/** Null if there is such a file. */
async function openNew(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
}

/** So that its name is on the disk, too. Not every file system of a stick can do that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
