import { lstat, readdir, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, systemClock } from './clock.ts';
import { endsInTime } from './end-in-time.ts';

/** A stick or another drive that is attached: its folder, and how many bytes fit on it. */
export type Drive = { folder: string; free: number };

/** Where systems put the drives that somebody attaches. */
const MOUNTED_BELOW = ['/media/', '/run/media/'];
const MAC_VOLUMES = '/Volumes';

/** A drive that hangs must not keep the others from being told. */
const ASKED_FOR_MS = 2000;

export type AttachedDrivesOptions = {
  /** Lists the folders of what is attached; absent to ask the system. */
  folders?: () => Promise<string[]>;
  /** Asks a drive, or says null if there is none; absent to ask the system. */
  ask?: (folder: string) => Promise<Drive | null>;
  clock?: Clock;
};

/**
 * The sticks and other drives that are attached and can be written to. Windows doesn't tell; there are none then.
 *
 * Asking a drive that hangs takes up one of the few threads by which this process reads files and looks up names, until
 * the drive answers. So none is asked again before it has answered, whoever wants to know.
 */
export class AttachedDrives {
  readonly #folders: () => Promise<string[]>;
  readonly #ask: (folder: string) => Promise<Drive | null>;
  readonly #clock: Clock;
  readonly #asked = new Map<string, Promise<Drive | null>>();

  constructor({
    folders = foldersOf,
    ask = askSystem,
    clock = systemClock,
  }: AttachedDrivesOptions = {}) {
    this.#folders = folders;
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Those that answer in time. */
  async list(): Promise<Drive[]> {
    const drives = await Promise.all((await this.#folders()).map((each) => this.#driveAt(each)));
    return drives.filter((drive) => drive !== null);
  }

  async #driveAt(folder: string): Promise<Drive | null> {
    const asked = this.#asked.get(folder) ?? this.#askAt(folder);
    const isInTime = await endsInTime(asked, { forMs: ASKED_FOR_MS, clock: this.#clock });
    return isInTime ? await asked : null;
  }

  #askAt(folder: string): Promise<Drive | null> {
    const asked = this.#ask(folder)
      .catch(() => null)
      .finally(() => this.#asked.delete(folder));
    this.#asked.set(folder, asked);
    return asked;
  }
}

/** @param platform what `process.platform` says */
export async function foldersOf(platform: NodeJS.Platform = process.platform): Promise<string[]> {
  switch (platform) {
    case 'linux':
      return drivesIn(await readFile('/proc/self/mounts', 'utf8').catch(() => ''));
    case 'darwin': {
      const names = await readdir(MAC_VOLUMES).catch(() => []);
      return names.map((name) => path.join(MAC_VOLUMES, name));
    }
    default:
      return [];
  }
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

/** On a Mac the system's own volume is a link there, and no drive. */
async function askSystem(folder: string): Promise<Drive | null> {
  if (!(await lstat(folder)).isDirectory()) return null;
  const { bsize, bavail } = await statfs(folder);
  return { folder, free: bsize * bavail };
}
