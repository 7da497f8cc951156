import { chmodSync, copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { checkLibraries } from './check-libraries.ts';
import { APP_PACKAGES, APP_RELATIONS } from './debian-packages.ts';
import { electronVersion } from './electron-program.ts';
import { fusesFor } from './fuses.ts';
import type { Machine } from './platforms.ts';

export const NAME = 'Confera Kiosk';

/** The name by which the app is started on Linux. */
export const EXECUTABLE = 'confera-kiosk';

const CAMERA_USE =
  'The camera reads the codes on badges. No picture is kept or sent anywhere: only the code is.';

export type PackageOptions = {
  /** The checkout. */
  root: string;
  /** What the installers are for. */
  machine: Machine;
  /** The platform that makes them. */
  host: NodeJS.Platform;
  /** The folder with what goes in. */
  app: string;
  /** The folder for the installers. */
  output: string;
  /** The archive or folder with Electron's program. */
  electron: string;
  /** Whether to compress less, which takes a tenth of the time and makes larger files. */
  quick: boolean;
};

/** The configuration that electron-builder is given. */
export function configuration(options: PackageOptions): Configuration {
  const { machine, host, app, output, electron, quick } = options;
  const below = (file: string) => path.join(options.root, 'build', file);
  return {
    appId: 'com.confera.kiosk',
    // On Linux this is the folder below /opt. Chromium cuts the path of its sandbox's helper at a space, so the app
    // would not start where it needs the helper.
    productName: machine.platform === 'linux' ? EXECUTABLE : NAME,
    copyright: 'MIT licence',
    directories: { app, output, buildResources: below('icons') },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    electronVersion,
    electronDist: electron,
    // What goes in is already laid out, so nothing has to be rebuilt or collected.
    beforeBuild: async () => false,
    // node_modules is a set of its own, since electron-builder leaves a folder of this name out.
    files: ['package.json', 'out/**', { from: 'node_modules', to: 'node_modules' }],
    afterExtract: dropDefaultApp,
    afterPack: async (packed) => {
      await packed.packager.addElectronFuses(packed, fusesFor(machine, host));
      if (machine.platform !== 'linux') return;
      checkLibraries(packed.appOutDir, APP_PACKAGES);
      putLauncherBefore(packed, below('linux/launcher.sh'));
      keepFolderAlike(packed);
    },
    asar: true,
    asarUnpack: ['**/*.node'],
    compression: quick ? 'store' : 'normal',
    // Each device takes its updates from the address in its own settings. This entry is here because electron-builder
    // writes the files that an updater reads (app-update.yml, latest*.yml) only if there is one.
    publish: { provider: 'generic', url: 'https://updates.invalid' },
    ...linuxPart(below, quick),
    ...windowsPart(below),
    ...macPart(below),
  };
}

/** Finds a file or folder below build/. */
type Below = (file: string) => string;

function linuxPart(below: Below, quick: boolean): Configuration {
  return {
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'],
      executableName: EXECUTABLE,
      category: 'Office',
      description: 'Check-in for conference entrances',
      icon: below('icons/png'),
      syncDesktopName: true,
      desktop: { entry: { Name: NAME, Keywords: 'check-in;badge;conference;kiosk;' } },
      extraFiles: [
        { from: below('linux'), to: 'linux', filter: ['confera-kiosk.service', '*.rules'] },
      ],
    },
    // Without this, electron-builder's menu entry starts the app with --no-sandbox, which the app refuses.
    appImage: { executableArgs: [] },
    deb: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
      artifactName: '${name}_${version}_${arch}.${ext}',
      maintainer: 'Confera Kiosk <kiosk@confera.example>',
      synopsis: 'Check-in for conference entrances',
      description:
        'Scans are saved on this device before anyone is told, and sent when Confera can be reached.',
      packageCategory: 'misc',
      depends: [...APP_RELATIONS.depends],
      recommends: [...APP_RELATIONS.recommends],
      compression: quick ? 'gz' : 'xz',
      afterInstall: below('linux/after-install.sh'),
      afterRemove: below('linux/after-remove.sh'),
      fpm: [
        '--conflicts=confera-kiosk-served',
        ...APP_RELATIONS.suggests.map((name) => `--deb-suggests=${name}`),
        `${below('linux/confera-kiosk.service')}=/usr/lib/systemd/user/confera-kiosk.service`,
        `${below('linux/70-confera-kiosk.rules')}=/usr/lib/udev/rules.d/70-confera-kiosk.rules`,
        `${below('INSTALL.md')}=/usr/share/doc/confera-kiosk/INSTALL.md`,
      ],
    },
  };
}

function windowsPart(below: Below): Configuration {
  return {
    win: {
      target: ['nsis'],
      icon: below('icons/icon.ico'),
    },
    nsis: {
      // It installs for every user of the machine and asks nothing; `/S` hides the progress as well.
      oneClick: true,
      perMachine: true,
      // The saved scans are in there.
      deleteAppDataOnUninstall: false,
      runAfterFinish: true,
    },
  };
}

function macPart(below: Below): Configuration {
  return {
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

/** Removes Electron's own sample app, so that the installers hold no app but ours. */
async function dropDefaultApp({ appOutDir }: { appOutDir: string }): Promise<void> {
  for (const file of readdirSync(appOutDir, { recursive: true, encoding: 'utf8' })) {
    if (path.basename(file) === 'default_app.asar') rmSync(path.join(appOutDir, file));
  }
}

/** Gives the program's name to the launcher, so that every way of starting the app goes by it. */
function putLauncherBefore({ appOutDir }: AfterPackContext, launcher: string): void {
  const named = path.join(appOutDir, EXECUTABLE);
  renameSync(named, `${named}.bin`);
  copyFileSync(launcher, named);
  chmodSync(named, 0o755);
}

/**
 * Keeps the Debian package from marking the folder, which electron-builder packs as the tar.gz at the same time: the
 * mark would tell the updater that each of them is a Debian package. Neither updates itself.
 */
function keepFolderAlike({ targets }: AfterPackContext): void {
  const debian = targets.find(({ name }) => name === 'deb');
  if (debian) Object.assign(debian, { supportsAutoUpdate: () => false });
}
