import type { ListedScan } from '../../../../shared/bridge/scans.ts';
import type { Standing } from '../../../../shared/scan/standing.ts';

/** The scans as far as somebody has looked, newest first. */
export type Listed = {
  scans: readonly ListedScan[];
  /** Where the next page begins; null after the last. */
  next: number | null;
};

/**
 * The list after its first page was asked for again. As far as that page reaches, the list is as the page has it: what
 * isn't there any more goes away. Older scans stay as they were.
 *
 * @returns the page alone, if nothing connects the two, so that scans between them would be missing
 */
export function mergedScans(listed: Listed, first: Listed): Listed {
  if (first.next === null) return first;
  const last = first.scans.at(-1);
  // None of the many that it looked at is wanted, and so it says nothing about older ones.
  if (!last) return listed;
  const end = listed.scans.findIndex(({ scanId }) => scanId === last.scanId);
  if (end === -1) return first;
  return { scans: [...first.scans, ...listed.scans.slice(end + 1)], next: listed.next };
}

/** What has become known of a scan. */
export type Change = Partial<ListedScan> & Pick<ListedScan, 'standing'>;

/**
 * The list after something has become known of some of its scans.
 *
 * @param changes by the ids of the scans
 * @param wanted how the scans of the list stand; null if it has all. A scan that stands otherwise now goes away.
 */
export function changedScans(
  scans: readonly ListedScan[],
  changes: ReadonlyMap<string, Change>,
  wanted: Standing | null,
): readonly ListedScan[] {
  if (!scans.some(({ scanId }) => changes.has(scanId))) return scans;
  return scans.flatMap((scan) => {
    const change = changes.get(scan.scanId);
    if (!change) return [scan];
    return wanted === null || wanted === change.standing ? [{ ...scan, ...change }] : [];
  });
}
