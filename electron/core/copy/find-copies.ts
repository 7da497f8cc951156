import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../outbox/storage-problem.ts';
import { nullIfMissing } from '../system/durable-file.ts';
import { COPY_FOLDER } from './copy-folder.ts';

export type FoundCopies = {
  /** The folders in which devices have their copies. */
  copies: string[];
  /** Folders that this user may not look into, as each stick has some of the system's. */
  closed: string[];
};

type List = (folder: string) => Dirent[];

/**
 * Finds the folders in which devices have their copies: the one that is named, or those of the devices within it. A
 * person may name the stick, the folder of all copies on it, or one device's.
 *
 * @param list what a folder holds
 * @throws the file system's error, but for what is missing or closed
 */
export function findCopies(named: string, list: List = listFolder): FoundCopies {
  const closed = new Set<string>();
  const lookInto = (folder: string) => {
    try {
      return nullIfMissing(() => list(folder)) ?? [];
    } catch (error) {
      if (!['EACCES', 'EPERM'].includes(codeOf(error))) throw error;
      closed.add(folder);
      return [];
    }
  };
  const entries = lookInto(named);
  if (hasSegments(entries)) return { copies: [named], closed: [] };
  if (closed.size > 0) return { copies: [], closed: [...closed] };
  const copiesIn = (folder: string, found: Dirent[]) =>
    found
      .filter((each) => each.isDirectory())
      .map(({ name }) => path.join(folder, name))
      .filter((each) => hasSegments(lookInto(each)));
  const all = path.join(named, COPY_FOLDER);
  const copies = copiesIn(all, lookInto(all));
  return { copies: copies.length > 0 ? copies : copiesIn(named, entries), closed: [...closed] };
}

function listFolder(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

function hasSegments(entries: Dirent[]): boolean {
  return entries.some(({ name }) => name.endsWith('.ckcopy'));
}
