// The files by which the app's updater finds a new version: latest.yml, latest-mac.yml, latest-linux.yml and
// latest-linux-arm64.yml.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const yaml: {
  load: (text: string) => unknown;
  dump: (value: unknown, options: { lineWidth: number }) => string;
} = createRequire(import.meta.url)('js-yaml');

/** What such a file says: a version, and its files. The first of them stands in `path` and `sha512` as well. */
export type UpdateInfo = {
  version: string;
  files: { url: string; sha512: string }[];
  path: string;
  sha512: string;
};

/** The update files in a folder, by their names. One that can't be read counts as missing. */
export function readUpdateFiles(folder: string): Map<string, UpdateInfo> {
  const read = new Map<string, UpdateInfo>();
  for (const name of globSync('latest*.yml', { cwd: folder })) {
    try {
      const info = yaml.load(readFileSync(path.join(folder, name), 'utf8')) as UpdateInfo;
      if (Array.isArray(info?.files)) read.set(name, info);
    } catch {
      // The packing writes a new one.
    }
  }
  return read;
}

/**
 * Puts back what the update files said of other architectures. Windows and macOS have one file for both architectures,
 * but each is packed on its own, and electron-builder then writes the file anew.
 *
 * @param earlier what `readUpdateFiles` told of the folder before the packing
 */
export function keepEarlierUpdates(folder: string, earlier: ReadonlyMap<string, UpdateInfo>): void {
  for (const [name, made] of readUpdateFiles(folder)) {
    const before = earlier.get(name);
    if (!before) continue;
    const isThere = (url: string) => existsSync(path.join(folder, url));
    const joined = joinUpdates(before, made, isThere);
    if (joined === made) continue;
    writeFileSync(path.join(folder, name), yaml.dump(joined, { lineWidth: -1 }));
  }
}

/**
 * Adds to what was just made the files of the same version that were made before.
 *
 * @param isThere whether a file is still in the folder
 */
export function joinUpdates(
  before: UpdateInfo,
  made: UpdateInfo,
  isThere: (url: string) => boolean,
): UpdateInfo {
  const madeNow = new Set(made.files.map(({ url }) => url));
  const others = before.files.filter(({ url }) => !madeNow.has(url) && isThere(url));
  if (before.version !== made.version || others.length === 0) return made;
  const files = [...made.files, ...others].sort((a, b) => rank(a.url) - rank(b.url));
  const [first] = files;
  return { ...made, files, path: first?.url ?? made.path, sha512: first?.sha512 ?? made.sha512 };
}

/** In electron-builder's own order: archives for macOS' updater come first, and x64 comes before arm64. */
function rank(url: string): number {
  return (url.endsWith('.zip') ? 0 : 2) + (url.includes('arm64') ? 1 : 0);
}
