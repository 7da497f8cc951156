import path from 'node:path';
import { Arch, Platform as Builder, build } from 'electron-builder';
import { configuration } from './configuration.ts';
import type { Machine, Platform } from './platforms.ts';
import { keepEarlierUpdates, readUpdateFiles } from './update-files.ts';

const BUILDERS = { linux: Builder.LINUX, win32: Builder.WINDOWS, darwin: Builder.MAC } as const;

const FOLDERS: Record<Platform, (suffix: string) => string> = {
  linux: (suffix) => `linux${suffix}-unpacked`,
  win32: (suffix) => `win${suffix}-unpacked`,
  darwin: (suffix) => `mac${suffix}`,
};

export type PackOrder = {
  root: string;
  machine: Machine;
  /** The folder with what goes in. */
  app: string;
  /** The archive or folder with Electron's program. */
  electron: string;
  /** The targets by electron-builder's names; none means all that are configured. */
  targets: readonly string[];
  output: string;
  /** Whether to compress less, which takes a fraction of the time and makes larger files. */
  quick: boolean;
};

/**
 * Has electron-builder make the installers. Update files that are in the folder already keep what they say of the same
 * version for other architectures.
 *
 * @returns the files and the folder with the unpacked app
 */
export async function packApp(order: PackOrder): Promise<string[]> {
  const { root, machine, targets, output } = order;
  const { platform, arch } = machine;
  const earlier = readUpdateFiles(output);
  const files = await build({
    projectDir: root,
    targets: BUILDERS[platform].createTarget([...targets], Arch[arch]),
    publish: 'never',
    config: configuration({ ...order, host: process.platform }),
  });
  keepEarlierUpdates(output, earlier);
  const folder = FOLDERS[platform](arch === 'x64' ? '' : `-${arch}`);
  return [...files.sort(), path.join(output, folder)];
}
