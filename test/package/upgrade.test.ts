// What becomes of a kiosk that is in use when its package is upgraded, removed and purged.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { autostartEntry } from '../../electron/shell/autostart-entry.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { CleanRoot } from './fixtures/installed.ts';
import { packedForTests } from './fixtures/packed.ts';

const { files } = packedForTests();
const NAME = 'confera-kiosk';
const archive = files.find((file) => path.basename(file).startsWith(`${NAME}_`)) ?? '';

/** The package as earlier versions were: with an older number, and in a folder with a space in its name. */
function earlierPackage(): string {
  const folder = temporaryFolder();
  const tree = path.join(folder, 'tree');
  run('dpkg-deb', '--raw-extract', archive, tree);
  renameSync(path.join(tree, 'opt/confera-kiosk'), path.join(tree, 'opt/Confera Kiosk'));
  change('control', (text) => text.replace(/^Version: .*$/m, 'Version: 0.0.9'));
  const installed = `#!/bin/sh\nln -sf "/opt/Confera Kiosk/${NAME}" "$DPKG_ROOT/usr/bin/${NAME}"\n`;
  change('postinst', () => installed);
  const earlier = path.join(folder, 'earlier.deb');
  run('dpkg-deb', '--root-owner-group', '-Znone', '--build', tree, earlier);
  return earlier;

  function change(name: string, how: (text: string) => string) {
    const file = path.join(tree, 'DEBIAN', name);
    writeFileSync(file, how(readFileSync(file, 'utf8')));
  }
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

/** What a kiosk that is in use has in its user's home. Returns a function that tells it all, file by file. */
function useKiosk(root: CleanRoot): () => Record<string, string> {
  const config = root.at('/home/kiosk/.config');
  const own = {
    'confera-kiosk/kiosk.db': 'scans',
    'confera-kiosk/api-key': 'the key',
    'confera-kiosk/environment': 'KIOSK_LOCATION=gate-a\n',
    'autostart/confera-kiosk.desktop': autostartEntry('/opt/Confera Kiosk/confera-kiosk'),
  };
  for (const [file, text] of Object.entries(own)) {
    mkdirSync(path.join(config, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(config, file), text);
  }
  // As `systemctl --user enable` makes it.
  const wanted = path.join(config, 'systemd/user/default.target.wants');
  mkdirSync(wanted, { recursive: true });
  const unit = path.join(wanted, `${NAME}.service`);
  symlinkSync(`/usr/lib/systemd/user/${NAME}.service`, unit);
  return () => ({
    ...Object.fromEntries(
      Object.keys(own).map((file) => [file, readFileSync(path.join(config, file), 'utf8')]),
    ),
    unit: readlinkSync(unit),
  });
}

it('keeps data, key and both ways of starting by itself, and gives them up to nobody', () => {
  const root = new CleanRoot();
  onTestFinished(() => root.remove());
  root.install(earlierPackage());
  const told = useKiosk(root);
  const before = told();

  root.install(archive);
  expect(told()).toEqual(before);
  const [, program = ''] = before['autostart/confera-kiosk.desktop']?.match(/^Exec="(.*)"$/m) ?? [];
  expect(program).toBe('/opt/Confera Kiosk/confera-kiosk');
  for (const started of [program, readlinkSync(root.at('/usr/bin/confera-kiosk'))]) {
    expect(() => accessSync(root.at(started), constants.X_OK)).not.toThrow();
  }
  expect(root.files()).toContain(before.unit);
  expect(readlinkSync(root.at('/opt/Confera Kiosk'))).toBe('confera-kiosk');

  const ofTheSystem = () => root.files().filter((file) => !file.startsWith('/home/'));
  // A second upgrade, to the same layout.
  root.install(archive);
  expect(() => accessSync(root.at(program), constants.X_OK)).not.toThrow();

  root.uninstall(NAME);
  expect(ofTheSystem()).toEqual([]);
  expect(told()).toEqual(before);
  root.purge(NAME);
  expect(ofTheSystem()).toEqual([]);
  expect(told()).toEqual(before);
});
