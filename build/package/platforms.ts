/** What installers are made for. */
export const PLATFORMS = ['linux', 'win32', 'darwin'] as const;
export const ARCHITECTURES = ['x64', 'arm64'] as const;

export type Platform = (typeof PLATFORMS)[number];
export type Architecture = (typeof ARCHITECTURES)[number];

export type Machine = { platform: Platform; arch: Architecture };

/** The machine in words, as folders and messages have it. */
export function machineName({ platform, arch }: Machine): string {
  return `${platform}-${arch}`;
}
