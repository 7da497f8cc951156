import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { Machine } from './platforms.ts';

/**
 * Features of Electron that a kiosk keeps off. They are switched in the program itself, so that no flag and no
 * environment variable turns them on again.
 *
 * @param host the platform that makes the installers
 */
export function fusesFor({ platform, arch }: Machine, host: NodeJS.Platform): FuseConfig {
  // Setting the fuses breaks the signature that Electron comes with, and an Apple chip runs no program whose signature
  // is broken. macOS' own tool makes a new one; where there is a certificate, a real signature then takes its place.
  const signsAnew = platform === 'darwin' && arch === 'arm64' && host === 'darwin';
  return {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: signsAnew,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  };
}
