import { readdirSync } from 'node:fs';
import { nullIfMissing } from './durable-file.ts';

/** Files that were found damaged and set aside, whose loss a person has to know of. */
export const DAMAGED_FILES = ['device', 'settings', 'staff'] as const;
export type DamagedFile = (typeof DAMAGED_FILES)[number];

/** What was set aside and is still there: whoever has looked at it removes it. */
export function damagedFiles(dataDir: string): DamagedFile[] {
  const names = nullIfMissing(() => readdirSync(dataDir)) ?? [];
  return DAMAGED_FILES.filter((file) =>
    names.some((name) => name.startsWith(`${file}.json.damaged`)),
  );
}
