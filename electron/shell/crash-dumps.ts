import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { app, crashReporter } from 'electron';
import { dumpsToDelete } from './crash-dumps-policy.ts';

/** Has crash dumps written into the data folder, where only this user reads them; they are sent nowhere, and few are kept. */
export function keepCrashDumps(dataDir: string): void {
  const folder = path.join(dataDir, 'crashes');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const dumps = dumpsIn(folder).map((file) => {
      const { size, mtimeMs } = statSync(file);
      return { name: file, bytes: size, modifiedAt: mtimeMs };
    });
    for (const file of dumpsToDelete(dumps)) rmSync(file);
  } catch {
    // Old dumps are no reason not to start.
  }
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}

/** Chromium sorts them into folders of its own. */
function dumpsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
