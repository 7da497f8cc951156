/** Where a code came from. */
export const SCAN_SOURCES = ['wedge', 'camera', 'typed', 'hid', 'serial'] as const;
export type ScanSource = (typeof SCAN_SOURCES)[number];
