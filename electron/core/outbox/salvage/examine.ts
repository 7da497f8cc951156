import type { PageImage } from './page-image.ts';
import { PAGE_SIZE, walCondition } from './wal-frames.ts';

/**
 * What is wrong with a database, as far as its files or SQLite show it.
 *
 * - `not-a-file`: something else has the file's name
 * - `missing`: the file is gone or empty, but its WAL or index is there
 * - `no-database`: the file doesn't begin as a database does
 * - `truncated`: it ends before its last page
 * - `wal`: changes that were committed but not yet in the file can't all be read, or are gone
 * - `corrupt`: the content makes no sense
 */
export type Damage = 'not-a-file' | 'missing' | 'no-database' | 'truncated' | 'wal' | 'corrupt';

export type Finding = Damage | 'torn-tail';

/**
 * Examines the files of a database before SQLite opens it, for damage that SQLite would ignore without a word. SQLite
 * reads a WAL only up to the first frame whose checksum fails, and deletes a WAL that has no database beside it.
 *
 * @returns null if the files show nothing wrong; `torn-tail` if the last transaction isn't whole, as a power cut leaves
 *   it, and nothing shows that it had been acknowledged
 */
export function examine(image: PageImage): Finding | null {
  if (!image.isFile) return 'not-a-file';
  const wal = walCondition(image.wal, image.walIndex);
  if (image.fileSize === 0) {
    const frames = image.wal?.blank ? 0 : (image.wal?.frames.length ?? 0);
    return frames > 0 || wal === 'damaged' ? 'missing' : null;
  }
  if (image.header() === null) return 'no-database';
  if (wal === 'damaged') return 'wal';
  if (isCutOff(image)) return 'truncated';
  return wal === 'torn' ? 'torn-tail' : null;
}

/**
 * Whether the file ends too early. A checkpoint that was cut short leaves it short as well, but then the WAL has the
 * rest.
 */
function isCutOff(image: PageImage): boolean {
  const pages = pageCount(image);
  for (let page = Math.floor(image.fileSize / PAGE_SIZE) + 1; page <= pages; page++) {
    if (!image.inWal(page)) return true;
  }
  return false;
}

function pageCount(image: PageImage): number {
  const last = image.wal?.frames.findLast(({ sound, commit }) => sound && commit > 0);
  if (last) return last.commit;
  const header = image.header();
  if (header === null) return 0;
  // The size in the header counts only if the same change wrote both.
  const inStep = header.readUInt32BE(24) === header.readUInt32BE(92);
  return inStep ? header.readUInt32BE(28) : 0;
}
