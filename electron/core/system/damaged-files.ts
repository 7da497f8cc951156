import { readdirSync } from 'node:fs';
import { nullIfMissing } from './durable-file.ts';

/** The files whose loss a person has to know about, if they are found damaged and set aside. */
export const DAMAGED_FILES = ['device', 'settings', 'staff', 'steward'] as const;
export type DamagedFile = (typeof DAMAGED_FILES)[number];

/** The damaged files that were set aside and are still there. Whoever has looked at them removes them. */
export function damagedFiles(dataDir: string): DamagedFile[] {
  const names = nullIfMissing(() => readdirSync(dataDir)) ?? [];
  return DAMAGED_FILES.filter((file) =>
    names.some((name) => name.startsWith(`${file}.json.damaged`)),
  );
}
