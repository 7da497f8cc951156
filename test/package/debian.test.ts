import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { CleanRoot, installedForTests } from './fixtures/installed.ts';
import { packedForTests } from './fixtures/packed.ts';

const { files } = packedForTests();
const archiveOf = (name: string) =>
  files.find((file) => path.basename(file).startsWith(`${name}_`) && file.endsWith('.deb')) ?? '';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

const PACKAGES = [
  {
    name: 'confera-kiosk',
    other: 'confera-kiosk-served',
    home: '/opt/confera-kiosk',
    program: '/opt/confera-kiosk/resources/app.asar',
    needs: ['libgtk-3-0', 'libnss3'],
    exec: '/opt/confera-kiosk/confera-kiosk %U',
    // In bytes, unpacked: without Electron, which brings 280 million of its own. 10.4 million of them are fonts.
    largest: 22_000_000,
  },
  {
    name: 'confera-kiosk-served',
    other: 'confera-kiosk',
    home: '/opt/confera-kiosk-served',
    program: '/opt/confera-kiosk-served/out/main/served.cjs',
    needs: ['chromium | chromium-browser | google-chrome-stable'],
    exec: '/usr/bin/confera-kiosk-served',
    // 125 million of them are Node, and 10.4 million fonts.
    largest: 151_000_000,
  },
] as const;

describe.each(PACKAGES)(
  'the package $name',
  ({ name, other, home, program, needs, exec, largest }) => {
    const archive = archiveOf(name);
    const installed = installedForTests(archive);

    it('describes itself', () => {
      const fields = ['Package', 'Architecture', 'Depends', 'Conflicts', 'Description'];
      const { stdout } = spawnSync('dpkg-deb', ['--field', archive, ...fields], {
        encoding: 'utf8',
      });
      expect(stdout).toContain(`Package: ${name}\n`);
      expect(stdout).toMatch(/^Architecture: (amd64|arm64)$/m);
      expect(stdout).toMatch(new RegExp(`^Conflicts: ${other}$`, 'm'));
      expect(stdout).toMatch(/^Description: Check-in for conference entrances.*\n \S/m);
      for (const need of needs) expect(stdout).toContain(need);
    });

    it('brings what starts it and what lets it read scanners, for all to read and root to write', () => {
      const clean = installed();
      const files = clean.files();
      expect(files.filter((file) => !file.startsWith(`${home}/`))).toEqual(
        [
          `/usr/bin/${name}`,
          `/usr/lib/systemd/user/${name}.service`,
          `/usr/lib/udev/rules.d/70-${name}.rules`,
          `/usr/share/applications/${name}.desktop`,
          `/usr/share/doc/${name}/INSTALL.md`,
          ...SIZES.map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/${name}.png`),
        ].sort(),
      );
      expect(files).toContain(program);
      const stats = files.map((file) => lstatSync(clean.at(file)));
      expect(stats.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(largest);
      for (const [index, stat] of stats.entries()) {
        if (stat.isSymbolicLink()) continue;
        expect(`${files[index]} ${(stat.mode & 0o066).toString(8)}`).toBe(`${files[index]} 44`);
      }
    });

    it('takes it all away again', () => {
      const clean = new CleanRoot();
      onTestFinished(() => clean.remove());
      clean.install(archive);
      clean.purge(name);
      expect(clean.files()).toEqual([]);
    });

    it('starts from the menu, with an icon of each size', () => {
      const clean = installed();
      const file = clean.at(`/usr/share/applications/${name}.desktop`);
      const entry = readFileSync(file, 'utf8');
      const value = (key: string) => entry.match(new RegExp(`^${key}=(.*)$`, 'm'))?.[1];
      expect(value('Exec')).toBe(exec);
      expect(value('Icon')).toBe(name);
      expect(value('Name')).toBe('Confera Kiosk');
      for (const size of SIZES) {
        const icon = clean.at(`/usr/share/icons/hicolor/${size}x${size}/apps/${name}.png`);
        // A PNG tells its width and height at bytes 16 and 20.
        const head = readFileSync(icon);
        expect([head.readUInt32BE(16), head.readUInt32BE(20)]).toEqual([size, size]);
      }
      const checked = spawnSync('desktop-file-validate', [file]);
      if (!checked.error) expect(checked.stdout.toString()).toBe('');
    });

    it('has a unit that systemd takes, and that comes back until staff leave', ({ skip }) => {
      const clean = installed();
      const unit = clean.at(`/usr/lib/systemd/user/${name}.service`);
      const text = readFileSync(unit, 'utf8');
      expect(text).toMatch(/^Restart=always$/m);
      expect(text).toMatch(/^StartLimitIntervalSec=0$/m);
      expect(text).toMatch(new RegExp(`^ExecStart=/usr/bin/${name}$`, 'm'));
      expect(clean.files()).toContain(`/usr/bin/${name}`);

      // It would look for the program on this machine.
      const copy = path.join(temporaryFolder(), `${name}.service`);
      writeFileSync(copy, text.replace(`ExecStart=/usr/bin/${name}`, 'ExecStart=/bin/true'));
      const verified = spawnSync('systemd-analyze', ['verify', '--user', '--man=no', copy], {
        encoding: 'utf8',
        env: { ...process.env, XDG_RUNTIME_DIR: temporaryFolder() },
      });
      if (verified.error) skip('systemd-analyze is not installed here');
      expect(verified.stderr).toBe('');
      expect(verified.status).toBe(0);
    });
  },
);

describe('the way to the app', () => {
  const installed = installedForTests(archiveOf('confera-kiosk'));

  it('leads from /usr/bin, and the sandbox works where users have no namespaces', () => {
    const clean = installed();
    const program = readlinkSync(clean.at('/usr/bin/confera-kiosk'));
    expect(program).toBe('/opt/confera-kiosk/confera-kiosk');
    expect(statSync(clean.at(program)).mode & 0o7777).toBe(0o755);
    expect(statSync(clean.at('/opt/confera-kiosk/chrome-sandbox')).mode & 0o7777).toBe(0o4755);
  });
});

describe('the rules for scanners', () => {
  const rules = readFileSync(
    path.resolve(import.meta.dirname, '../../build/linux/70-confera-kiosk.rules'),
    'utf8',
  );

  /** Runs what the rules ask of a HID device, on a descriptor of our own. */
  function isScanner(descriptor: string): boolean {
    const sys = temporaryFolder();
    const device = path.join(sys, 'devices/hidraw0');
    mkdirSync(path.join(device, 'device'), { recursive: true });
    writeFileSync(path.join(device, 'device/report_descriptor'), Buffer.from(descriptor, 'hex'));
    const [, program = '', pattern = '', file = ''] =
      rules.match(/PROGRAM=="(\S+ \S+) '([^']+)' (\S+)"/) ?? [];
    const [command = '', ...flags] = program.split(' ');
    const place = file.replace('%S', sys).replace('%p', '/devices/hidraw0');
    const { status, error } = spawnSync(command, [...flags, pattern, place], { env: {} });
    expect(error).toBeUndefined();
    expect([0, 1]).toContain(status);
    return status === 0;
  }

  it.each([
    ['a HID POS scanner', '058c0902a1010902a102', true],
    ['a badge reader', '058c0901a101', true],
    ['one that writes its usage page in two bytes', '068c000902a101', true],
    ['one beside a keyboard', '05010906a1010507c0058c0902a101', true],
    ['a keyboard, as a wedge scanner is', '05010906a101050719e029e715002501750195088102c0', false],
    ['a mouse', '05010902a1010901a100', false],
    ['a card reader', '058e0901a101', false],
    ['a device that tells nothing', '', false],
  ])('know %s', (_device, descriptor, expected) => {
    expect(isScanner(descriptor)).toBe(expected);
  });

  it('come before those of the seats, and give nothing to everyone', () => {
    expect('70-confera-kiosk.rules' < '73-seat-late.rules').toBe(true);
    const given = rules
      .split('\n')
      .filter((line) => !line.startsWith('#') && /MODE|GROUP/.test(line));
    expect(given).toEqual([]);
    expect(rules.match(/TAG\+="uaccess"/g)).toHaveLength(2);
  });
});
