import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { makeFolder } from './make-folder.ts';

/** A file's text; null where there is none. */
export function readIfThere(file: string): string | null {
  return nullIfMissing(() => readFileSync(file, 'utf8'));
}

/** What reading a file gives; null where there is none, which it also is where a file stands in its folder's place. */
export function nullIfMissing<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Writes a file for this user's eyes alone. A power cut leaves the old text or the new one, never half of one. */
export function writeDurably(file: string, text: string): void {
  makeFolder(path.dirname(file));
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncFolder(path.dirname(file));
}

/**
 * Reads a JSON file of ours. What is damaged is set aside under another name, never overwritten, and counts as
 * absent.
 */
export function readJson<T>(file: string, parse: (value: unknown) => T): T | null {
  const text = readIfThere(file);
  if (text === null) return null;
  try {
    return parse(JSON.parse(text));
  } catch {
    renameSync(file, freeName(`${file}.damaged`));
    return null;
  }
}

/** A name that nothing has yet: the wanted one, or with a number behind. */
export function freeName(wanted: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!existsSync(name)) return name;
  }
}

/** Without this a power cut may take the new name, though not the text. Windows has no such call, and needs none. */
export function syncFolder(folder: string) {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
