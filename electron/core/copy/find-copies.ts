import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nullIfMissing } from '../system/durable-file.ts';
import { COPY_FOLDER } from './copy-folder.ts';

/**
 * The folders in which devices have their copies: the one that is named, or those of the devices within it. A person may
 * name the stick, the folder of all copies on it, or one device's.
 *
 * @throws the file system's error, but for what is missing
 */
export function findCopies(named: string): string[] {
  if (hasSegments(named)) return [named];
  return [path.join(named, COPY_FOLDER), named].flatMap((folder) =>
    foldersIn(folder).filter(hasSegments),
  );
}

function foldersIn(folder: string): string[] {
  const entries = nullIfMissing(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.filter((each) => each.isDirectory()).map(({ name }) => path.join(folder, name));
}

function hasSegments(folder: string): boolean {
  const names = nullIfMissing(() => readdirSync(folder)) ?? [];
  return names.some((name) => name.endsWith('.ckcopy'));
}
