import path from 'node:path';
import { app, crashReporter } from 'electron';
import { makeFolder } from '../../core/system/make-folder.ts';
import { pruneDumps } from './prune-dumps.ts';

const folderIn = (dataDir: string) => path.join(dataDir, 'crashes');

/** Has crash dumps written to the data folder, for this user alone. A few are kept, and none is sent anywhere. */
export function keepCrashDumps(dataDir: string): void {
  const folder = folderIn(dataDir);
  try {
    makeFolder(folder);
  } catch {
    // The kiosk can run without this folder.
  }
  pruneDumps(folder);
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}

/** Call this after a crash: a kiosk whose page crashes all day may run for weeks without a restart. */
export function limitCrashDumps(dataDir: string): void {
  pruneDumps(folderIn(dataDir));
}
