import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The first program of that name on PATH; null if there is none. */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | null {
  const places = (env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  return places.find(isProgram) ?? null;
}

/** Whether this user may run a file. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
