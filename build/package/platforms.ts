/** What installers are made for. */
export const PLATFORMS = ['linux', 'win32', 'darwin'] as const;
export const ARCHITECTURES = ['x64', 'arm64'] as const;

export type Platform = (typeof PLATFORMS)[number];
export type Architecture = (typeof ARCHITECTURES)[number];

export type Machine = { platform: Platform; arch: Architecture };

/** The name of a machine in folders and messages. */
export function machineName({ platform, arch }: Machine): string {
  return `${platform}-${arch}`;
}
