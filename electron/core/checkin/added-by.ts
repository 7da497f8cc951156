import type { Affixes } from '../../../shared/scan/parse-code.ts';

/** What this device's scanners add to a code, as the settings have it. */
export type ScannerAffixes = { scannerPrefix: string; scannerSuffix: string };

/** What scanners put around a code. The camera and a person who types put nothing there. */
export function addedBy(source: string, settings: ScannerAffixes): Affixes | null {
  if (source === 'camera' || source === 'typed') return null;
  return { prefix: settings.scannerPrefix, suffix: settings.scannerSuffix };
}
