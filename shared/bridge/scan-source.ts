/** Where a code came from. */
export const SCAN_SOURCES = ['wedge', 'camera', 'typed', 'hid', 'serial'] as const;
export type ScanSource = (typeof SCAN_SOURCES)[number];

/** Where the code of a kept scan came from. With `stdin`, it is the pipe of a gate without a screen. */
export const KEPT_SOURCES = [...SCAN_SOURCES, 'stdin'] as const;
export type KeptSource = (typeof KEPT_SOURCES)[number];
