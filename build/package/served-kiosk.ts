import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkLibraries } from './check-libraries.ts';
import { makeDebianArchive } from './debian-archive.ts';
import { SERVED_DEPENDS, SERVED_PACKAGES, SERVED_SUGGESTS } from './debian-packages.ts';
import { type Architecture, machineName } from './platforms.ts';
import { stageApp } from './staged-app.ts';

const NAME = 'confera-kiosk-served';
const HOME = `/opt/${NAME}`;

/**
 * Makes the Debian package of the served kiosk, with the server and the Node that it runs on. It uses the machine's own
 * browser.
 *
 * @param modules a `node_modules` with the packages for that machine, including its Node
 * @returns the package's file
 * @throws if dpkg-deb is missing or refuses
 */
export function makeServedPackage(given: {
  root: string;
  modules: string;
  arch: Architecture;
  scratch: string;
  output: string;
  quick: boolean;
}): string {
  const { root, modules, arch, scratch, output, quick } = given;
  const machine = { platform: 'linux', arch } as const;
  const app = path.join(scratch, machineName(machine), NAME);
  stageApp({ root, modules, machine, face: 'served', to: app });
  const node = path.join(modules, `node-${machineName(machine)}`);
  mkdirSync(path.join(app, 'bin'));
  copyFileSync(path.join(node, 'bin', 'node'), path.join(app, 'bin', 'node'));
  copyFileSync(path.join(node, 'LICENSE'), path.join(app, 'bin', 'node.LICENSE'));
  checkLibraries(app, SERVED_PACKAGES);

  const below = (file: string) => path.join(root, 'build', file);
  const reload = readFileSync(below('linux/reload-rules.sh'), 'utf8');
  const { version, author, homepage } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const debianArch = arch === 'x64' ? 'amd64' : arch;
  const file = path.join(output, `${NAME}_${version}_${debianArch}.deb`);
  mkdirSync(output, { recursive: true });
  makeDebianArchive({
    control: {
      Package: NAME,
      Version: version.replaceAll('-', '~'),
      Architecture: debianArch,
      Maintainer: author,
      Depends: ['chromium | chromium-browser | google-chrome-stable', ...SERVED_DEPENDS].join(', '),
      Suggests: SERVED_SUGGESTS.join(', '),
      Conflicts: 'confera-kiosk',
      Section: 'misc',
      Priority: 'optional',
      Homepage: homepage,
      Description:
        'Check-in for conference entrances, in Chromium\n' +
        "The kiosk for machines on which Electron can't be had: a server of this machine alone,\n" +
        'shown full-screen by the browser of the system.',
    },
    files: [
      { from: app, to: HOME },
      { from: below('linux/chromium-policy.json'), to: `${HOME}/chromium-policy.json` },
      { from: below(`linux/${NAME}.sh`), to: `/usr/bin/${NAME}`, mode: 0o755 },
      { from: below(`linux/${NAME}.service`), to: `/usr/lib/systemd/user/${NAME}.service` },
      { from: below('linux/70-confera-kiosk.rules'), to: `/usr/lib/udev/rules.d/70-${NAME}.rules` },
      { from: below(`linux/${NAME}.desktop`), to: `/usr/share/applications/${NAME}.desktop` },
      { from: below('INSTALL.md'), to: `/usr/share/doc/${NAME}/INSTALL.md` },
      ...iconFiles(below('icons/png')),
    ],
    scripts: { postinst: reload, postrm: reload },
    compression: quick ? 'none' : 'xz',
    output: file,
  });
  return file;
}

function iconFiles(folder: string) {
  return readdirSync(folder).map((name) => ({
    from: path.join(folder, name),
    to: `/usr/share/icons/hicolor/${path.parse(name).name}/apps/${NAME}.png`,
  }));
}
