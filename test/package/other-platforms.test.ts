// What can be seen of the Windows and macOS apps where neither can be run: electron-builder's work on a stand-in.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { archiveSum } from './fixtures/asar.ts';

const SCRIPT = path.resolve(import.meta.dirname, 'fixtures/pack-around-stand-in.ts');
const icons = path.resolve(import.meta.dirname, '../../build/icons');

beforeEach(({ skip }) => {
  if (process.platform !== 'linux') skip("this machine's compiled packages are taken for Linux's");
});

/** The folder with the unpacked app. */
function packFor(platform: 'win32' | 'darwin'): string {
  const folder = temporaryFolder();
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, platform, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  return path.join(folder, 'out', platform === 'win32' ? 'win-unpacked' : 'mac');
}

/** The seven fuses that are set, as `0` and `1`, without the one that is left as it was. */
async function fusesOf(program: string): Promise<string> {
  const wire = await getCurrentFuseWire(program);
  const set = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  return set.map((fuse) => String.fromCharCode(Number(wire[fuse]))).join('');
}

const FUSES = '0100110';

it('asks for the camera on macOS, with the archive known by its sum and the doors shut', async () => {
  const folder = packFor('darwin');
  const app = path.join(folder, 'Confera Kiosk.app');
  const contents = path.join(app, 'Contents');
  const plist = readFileSync(path.join(contents, 'Info.plist'), 'utf8').replace(/\s+/g, ' ');
  const value = (key: string) =>
    plist.match(new RegExp(`<key>${key}</key> ?<string>([^<]*)</string>`))?.[1];
  expect(value('NSCameraUsageDescription')).toMatch(/^The camera reads the codes on badges/);
  expect(value('CFBundleIdentifier')).toBe('com.confera.kiosk');
  expect(value('CFBundleName')).toBe('Confera Kiosk');
  expect(value('hash')).toBe(archiveSum(path.join(contents, 'Resources', 'app.asar')));
  const icon = readFileSync(path.join(contents, 'Resources', value('CFBundleIconFile') ?? ''));
  expect(icon.equals(readFileSync(path.join(icons, 'icon.icns')))).toBe(true);
  expect(await fusesOf(app)).toBe(FUSES);
  expect(globSync('**/default_app.asar', { cwd: app })).toEqual([]);
  // The update file has what was packed for either architecture, one after the other.
  const updates = readFileSync(path.join(folder, '../latest-mac.yml'), 'utf8');
  expect(updates.match(/url: .*/g)).toEqual([
    expect.stringMatching(/-mac-x64\.zip$/),
    expect.stringMatching(/-mac-arm64\.zip$/),
  ]);
});

it('names itself on Windows, with the archive known by its sum and the doors shut', async () => {
  const folder = packFor('win32');
  const program = path.join(folder, 'Confera Kiosk.exe');
  const { entries } = NtExecutableResource.from(
    NtExecutable.from(readFileSync(program), { ignoreCert: true }),
  );
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  expect(language && version?.getStringValues(language)).toMatchObject({
    ProductName: 'Confera Kiosk',
  });
  expect(Resource.IconGroupEntry.fromEntries(entries)[0]?.icons).toHaveLength(7);
  const integrity = entries.find(({ type }) => type === 'INTEGRITY');
  expect(JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer(0)).toString())).toEqual([
    {
      file: 'resources\\app.asar',
      alg: 'SHA256',
      value: archiveSum(path.join(folder, 'resources', 'app.asar')),
    },
  ]);
  expect(await fusesOf(program)).toBe(FUSES);
  expect(existsSync(path.join(folder, 'resources', 'default_app.asar'))).toBe(false);
});
