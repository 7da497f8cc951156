export type DumpFile = { name: string; bytes: number; modifiedAt: number };

/** A dump has a few megabytes, and the newest ones tell the most. */
const KEPT = 5;
const KEPT_BYTES = 50 * 1024 * 1024;

/** The dumps to delete, so that a crash loop doesn't fill the disk: all but the newest few, up to a total size. */
export function dumpsToDelete(dumps: readonly DumpFile[]): string[] {
  let bytes = 0;
  return dumps
    .toSorted((a, b) => b.modifiedAt - a.modifiedAt)
    .filter((dump, index) => {
      bytes += dump.bytes;
      return index >= KEPT || bytes > KEPT_BYTES;
    })
    .map(({ name }) => name);
}
