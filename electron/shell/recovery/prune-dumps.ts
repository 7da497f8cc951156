import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { dumpsToDelete } from './crash-dumps-policy.ts';

/** Deletes surplus crash dumps from a folder. Never throws: old dumps are no reason for a kiosk not to run. */
export function pruneDumps(folder: string): void {
  try {
    const dumps = dumpsIn(folder).map((file) => {
      const { size, mtimeMs } = statSync(file);
      return { name: file, bytes: size, modifiedAt: mtimeMs };
    });
    for (const file of dumpsToDelete(dumps)) rmSync(file);
  } catch {
    // The crash reporter may be moving a dump just now; the next time is soon enough.
  }
}

/** Chromium sorts dumps into folders of its own. */
function dumpsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
