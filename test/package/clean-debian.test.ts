// The proof that the package declares all that the app needs: the app, packed around a real Electron, is installed into
// a Debian 12 that has nothing else, and started there.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { APP_PACKAGES, APP_RELATIONS } from '../../build/package/debian-packages.ts';
import { UNEVEN_KEYS } from '../e2e/fixtures/kiosk-window.ts';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { CleanDebian, debianBase } from './fixtures/clean-debian.ts';

const PACK = path.join(import.meta.dirname, 'fixtures/pack-around-electron-33.ts');
const HOME = '/home/kiosk/.config/confera-kiosk';
/** Making the base and downloading the packages, the first time. */
const FIRST_TIME_MS = 600_000;

const base = debianBase();
/** Why there is no Debian with the app in it here, in words, where there is none. */
let why = typeof base === 'string' ? base : null;
let debian: CleanDebian;

beforeAll(() => {
  if (typeof base === 'string') return;
  debian = new CleanDebian(base.folder);
  if (!debian.knowsNewestPackages()) {
    why = "apt-get can't reach the mirror of Debian 12";
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-test-'));
  const packed = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', PACK, folder],
    { encoding: 'utf8' },
  );
  if (packed.status !== 0) throw new Error(`${packed.stdout}\n${packed.stderr}`);
  const [archive = ''] = globSync('out/*.deb', { cwd: folder });
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends'];
  debian.run(
    [...install, '-o', 'APT::Keep-Downloaded-Packages=true', `/mnt/${path.basename(archive)}`],
    { shown: path.join(folder, archive) },
  );
  rmSync(folder, { recursive: true });
}, FIRST_TIME_MS);
afterAll(() => debian?.remove());

it('apt-get finds every library there that the app links', ({ skip }) => {
  if (why) return skip(why);
  const all = 'find /opt/confera-kiosk -type f -exec ldd {} + 2>/dev/null || true';
  const linked = debian.run(['sh', '-c', all]);
  expect(linked).toContain('libgtk-3.so.0 => /');
  expect(linked.split('\n').filter((line) => line.includes('not found'))).toEqual([]);
});

it('each library is in the package that the table names', ({ skip }) => {
  if (why) return skip(why);
  const declared = APP_RELATIONS.depends.join(' ');
  const expected = APP_PACKAGES.filter(({ name }) => declared.includes(name))
    .flatMap(({ name, libraries }) => libraries.map((library) => `${library} ${name}`))
    .filter((each) => !each.startsWith('ld-linux-'));
  const found = expected.map((each) => {
    const [library] = each.split(' ');
    const owner = debian.run(['dpkg', '--search', `*/${library}`]).split(':')[0];
    return `${library} ${owner}`;
  });
  expect(found).toEqual(expected);
});

it('the app starts there, locked and in its sandbox, and saves a scan', async ({ skip }) => {
  if (why) return skip(why);
  const kiosk = debian.startOnScreen([
    'CONFERA_BASE_URL=http://127.0.0.1:9',
    'CONFERA_API_KEY=cat_demo_all',
    'KIOSK_LOCATION=gate-a',
    'KIOSK_STAFF_PIN=90371528',
    ...Object.entries(UNEVEN_KEYS).map(([name, value]) => `${name}=${value}`),
    '/usr/bin/confera-kiosk',
  ]);
  let said = '';
  kiosk.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(kiosk, 'exit');
  await until(() => expect(shellLog() + said).toMatch(/"locked":true.*"msg":"started"/), 60_000);
  // The page may not listen yet when it is typed for the first time.
  const type = () => {
    if (scans().length === 0) kiosk.stdin?.write('TEST-CLEAN-DEBIAN\n');
    expect(scans()).toContainEqual({ kind: 'badge', state: 'pending' });
  };
  await vi.waitFor(type, { timeout: 45_000, interval: 3_000 });
  kiosk.stdin?.end();
  const [code] = await ended;
  expect({ code, said }).toMatchObject({ code: 0 });
}, 120_000);

function shellLog(): string {
  const file = debian.at(`${HOME}/logs/shell.log`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The saved scans, from a copy of the database, which is in use. */
function scans() {
  const copy = path.join(temporaryFolder(), 'copy');
  cpSync(debian.at(HOME), copy, { recursive: true, filter: (file) => !file.includes('/shell') });
  const database = new DatabaseSync(path.join(copy, 'kiosk.db'));
  try {
    return database
      .prepare('SELECT kind, state FROM scan_log')
      .all()
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}
