export type DumpFile = { name: string; bytes: number; modifiedAt: number };

/** A dump is some megabytes; the newest tell most. */
const KEPT = 5;
const KEPT_BYTES = 50 * 1024 * 1024;

/** The dumps that go, so that no crash loop fills the disk: all but the newest few, and these within a size. */
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
