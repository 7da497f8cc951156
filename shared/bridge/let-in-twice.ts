import type { FirstScan } from '../scan/outcome.ts';

/** A person who was let in on this device, although another device of the venue had scanned the badge first. */
export type LetInTwice = {
  scanId: string;
  codeTail: string;
  /** Unix milliseconds. */
  scannedAt: number;
  location: string | null;
  first: FirstScan;
};
