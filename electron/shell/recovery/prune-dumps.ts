import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { dumpsToDelete } from './crash-dumps-policy.ts';

/** Deletes the crash dumps that are too many in a folder. Never throws: old dumps keep no kiosk from running. */
export function pruneDumps(folder: string): void {
  try {
    const dumps = dumpsIn(folder).map((file) => {
      const { size, mtimeMs } = statSync(file);
      return { name: file, bytes: size, modifiedAt: mtimeMs };
    });
    for (const file of dumpsToDelete(dumps)) rmSync(file);
  } catch {
    // The crash reporter may be moving one just now: the next time will do.
  }
}

/** Chromium sorts them into folders of its own. */
function dumpsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
