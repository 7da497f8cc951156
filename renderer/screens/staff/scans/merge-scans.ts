import type { ListedScan } from '../../../../shared/bridge/scans.ts';

/**
 * The list after its first page was asked for again: what is new comes before the rest, and what is there already is
 * shown as it is now.
 *
 * @returns null if the two have nothing in common, so that scans between them would be missing
 */
export function mergedScans(
  listed: readonly ListedScan[],
  first: readonly ListedScan[],
): ListedScan[] | null {
  const now = new Map(first.map((scan) => [scan.scanId, scan]));
  const known = new Set(listed.map(({ scanId }) => scanId));
  if (listed.length > 0 && !first.some(({ scanId }) => known.has(scanId))) return null;
  const added = first.filter(({ scanId }) => !known.has(scanId));
  return [...added, ...listed.map((scan) => now.get(scan.scanId) ?? scan)];
}
