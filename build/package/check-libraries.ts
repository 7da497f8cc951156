import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { DebianPackage } from './debian-packages.ts';
import { type LinkedLibrary, linkedLibraries } from './linked-libraries.ts';

/**
 * Makes sure that a Debian package names everything that its programs are linked with. Libraries that lie in the folder
 * themselves are not looked for elsewhere.
 *
 * @param folder an app as it is packed
 * @param packages what its Debian package names
 * @throws if a library is in none of the packages, or in too old a version
 */
export function checkLibraries(folder: string, packages: readonly DebianPackage[]): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const own = new Set(files.map((entry) => entry.name));
  const faults = files.flatMap((entry) =>
    (linkedLibraries(path.join(entry.parentPath, entry.name)) ?? [])
      .filter(({ library }) => !own.has(library))
      .flatMap((linked) => faultsOf(linked, packages))
      .map((fault) => `${entry.name} needs ${fault}`),
  );
  if (faults.length === 0) return;
  throw new Error(`${faults.join('; ')}. Put it right in build/package/debian-packages.ts`);
}

function faultsOf(linked: LinkedLibrary, packages: readonly DebianPackage[]): string[] {
  const { library, versions } = linked;
  const found = packages.find(({ libraries }) => libraries.includes(library));
  if (!found) return [`${library}, which none of the packages has`];
  const newest = found.atLeast?.interface;
  return versions
    .filter((version) => newest !== undefined && isNewer(version, newest))
    .map((version) => `a newer ${found.name}, for ${version}`);
}

/** Whether an interface's version is newer than another of the same series, such as GLIBC_2.36 than GLIBC_2.4. */
function isNewer(version: string, than: string): boolean {
  const [series, numbers = ''] = version.split('_');
  const [otherSeries, otherNumbers = ''] = than.split('_');
  if (series !== otherSeries) return false;
  return numbers.localeCompare(otherNumbers, 'en', { numeric: true }) > 0;
}
