import { lstat, readdir, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';

/** A stick or another drive that is attached: its folder, and how many bytes fit on it. */
export type Drive = { folder: string; free: number };

/** Where systems put the drives that somebody attaches. */
const MOUNTED_BELOW = ['/media/', '/run/media/'];
const MAC_VOLUMES = '/Volumes';

/** A drive that hangs must not keep the others from being told. */
const ASKED_FOR_MS = 2000;

/** The sticks and other drives that are attached and can be written to. Windows doesn't tell; there are none then. */
export async function attachedDrives(platform: NodeJS.Platform = process.platform) {
  const folders =
    platform === 'linux'
      ? drivesIn(await readFile('/proc/self/mounts', 'utf8').catch(() => ''))
      : platform === 'darwin'
        ? await volumes()
        : [];
  const drives = await Promise.all(folders.map(driveAt));
  return drives.filter((drive) => drive !== null);
}

/**
 * The drives in a list of what is mounted, as `/proc/self/mounts` has it. What is mounted read-only is left out. A folder
 * that a stick has left behind isn't in such a list.
 */
export function drivesIn(mounts: string): string[] {
  return mounts.split('\n').flatMap((line) => {
    const [, where = '', , options = ''] = line.split(' ');
    // Blanks and backslashes are written as octal numbers.
    const folder = where.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const isDrive = MOUNTED_BELOW.some((above) => folder.startsWith(above));
    return isDrive && !options.split(',').includes('ro') ? [folder] : [];
  });
}

/** On a Mac the system's own volume is a link there. */
async function volumes(): Promise<string[]> {
  const names = await readdir(MAC_VOLUMES).catch(() => []);
  const folders = names.map((name) => path.join(MAC_VOLUMES, name));
  const kinds = await Promise.all(folders.map((folder) => lstat(folder).catch(() => null)));
  return folders.filter((_, n) => kinds[n]?.isDirectory());
}

async function driveAt(folder: string): Promise<Drive | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), ASKED_FOR_MS).unref();
  });
  const asked = statfs(folder).then(
    ({ bsize, bavail }) => ({ folder, free: bsize * bavail }),
    () => null,
  );
  return await Promise.race([asked, late]);
}
