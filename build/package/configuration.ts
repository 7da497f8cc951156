import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Configuration } from 'electron-builder';
import { electronVersion } from './electron-program.ts';
import type { Machine } from './platforms.ts';

/** Doors of Electron that a kiosk keeps shut, set in the program itself: no flag and no variable opens them again. */
const FUSES: NonNullable<Configuration['electronFuses']> = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

const CAMERA_USE =
  'The camera reads the codes on badges. No picture is kept or sent anywhere: only the code is.';

/**
 * What electron-builder is told.
 *
 * @param machine what the installers are for
 * @param host the platform that makes them
 * @param app folder with what goes in
 * @param output folder for the installers
 * @param electron archive or folder with Electron's program
 * @param quick pressed in a tenth of the time, and larger
 */
export function configuration(given: {
  root: string;
  machine: Machine;
  host: NodeJS.Platform;
  app: string;
  output: string;
  electron: string;
  quick: boolean;
}): Configuration {
  const { root, machine, host, app, output, electron, quick } = given;
  // Setting the fuses breaks the signature that Electron comes with, and an Apple chip runs no program with a broken
  // one. It is made anew by macOS' own tool; a real one, where there is a certificate, then takes its place.
  const signsAnew = machine.platform === 'darwin' && machine.arch === 'arm64' && host === 'darwin';
  const below = (file: string) => path.join(root, 'build', file);
  return {
    appId: 'com.confera.kiosk',
    productName: 'Confera Kiosk',
    copyright: 'MIT licence',
    directories: { app, output, buildResources: below('icons') },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    electronVersion,
    electronDist: electron,
    electronFuses: { ...FUSES, resetAdHocDarwinSignature: signsAnew },
    // What goes in has been laid out already; nothing is to be rebuilt or collected.
    beforeBuild: async () => false,
    // A set of its own, since electron-builder leaves a folder of this name out.
    files: ['package.json', 'out/**', { from: 'node_modules', to: 'node_modules' }],
    afterExtract: dropDefaultApp,
    asar: true,
    asarUnpack: ['**/*.node'],
    compression: quick ? 'store' : 'normal',
    // Each device takes its updates from the address in its own settings. This entry is here because electron-builder
    // writes the files that an updater reads (app-update.yml, latest*.yml) only where there is one.
    publish: { provider: 'generic', url: 'https://updates.invalid' },
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'],
      executableName: 'confera-kiosk',
      category: 'Office',
      description: 'Check-in for conference entrances',
      icon: below('icons/png'),
      syncDesktopName: true,
      desktop: { entry: { Keywords: 'check-in;badge;conference;kiosk;' } },
      extraFiles: [
        { from: below('linux'), to: 'linux', filter: ['confera-kiosk.service', '*.rules'] },
      ],
    },
    // Unless told, electron-builder has its menu entry start it with --no-sandbox, which the app refuses.
    appImage: { executableArgs: [] },
    deb: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
      artifactName: '${name}_${version}_${arch}.${ext}',
      maintainer: 'Confera Kiosk <kiosk@confera.example>',
      synopsis: 'Check-in for conference entrances',
      description:
        'Scans are saved on this device before anyone is told, and sent when Confera can be reached.',
      packageCategory: 'misc',
      recommends: [],
      compression: quick ? 'gz' : 'xz',
      afterInstall: below('linux/after-install.sh'),
      afterRemove: below('linux/after-remove.sh'),
      fpm: [
        '--conflicts=confera-kiosk-served',
        `${below('linux/confera-kiosk.service')}=/usr/lib/systemd/user/confera-kiosk.service`,
        `${below('linux/70-confera-kiosk.rules')}=/usr/lib/udev/rules.d/70-confera-kiosk.rules`,
        `${below('INSTALL.md')}=/usr/share/doc/confera-kiosk/INSTALL.md`,
      ],
    },
    win: {
      target: ['nsis'],
      icon: below('icons/icon.ico'),
    },
    nsis: {
      // For every user of the machine, without a question; `/S` hides the progress, too.
      oneClick: true,
      perMachine: true,
      // The queue of scans lives there.
      deleteAppDataOnUninstall: false,
      runAfterFinish: true,
    },
    mac: {
      target: ['dmg', 'zip'],
      icon: below('icons/icon.icns'),
      category: 'public.app-category.business',
      hardenedRuntime: true,
      entitlements: below('macos/entitlements.plist'),
      entitlementsInherit: below('macos/entitlements.plist'),
      extendInfo: { NSCameraUsageDescription: CAMERA_USE },
    },
  };
}

/** Electron's own sample app: only ours is to be found in what is handed out. */
async function dropDefaultApp({ appOutDir }: { appOutDir: string }): Promise<void> {
  for (const file of readdirSync(appOutDir, { recursive: true, encoding: 'utf8' })) {
    if (path.basename(file) === 'default_app.asar') rmSync(path.join(appOutDir, file));
  }
}
