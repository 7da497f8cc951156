// The packages that can't be part of a bundle, because they contain compiled code.
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from '../run-npm.mjs';
import { type Machine, machineName, type Platform } from './platforms.ts';

/** The part of the names of argon2's packages that depends on the compiler. */
const ARGON2_FLAVOUR: Record<Platform, string> = { linux: '-gnu', win32: '-msvc', darwin: '' };

/**
 * Copies what runs on a machine: one of SQLite's eight prebuilt libraries, and argon2's package.
 *
 * @param modules a `node_modules` in which the packages for that machine are installed
 * @param to the `node_modules` that will be packed
 */
export function copyNativePackages(modules: string, machine: Machine, to: string): void {
  const { arch, platform } = machine;
  const copy = (name: string, entries: string[]) => {
    for (const entry of entries) {
      cpSync(path.join(modules, name, entry), path.join(to, name, entry), { recursive: true });
    }
  };
  const sqlite = `prebuilds/${platform}-${arch}.node`;
  copy('better-sqlite3', ['package.json', 'LICENSE', 'lib', sqlite]);
  copy('@node-rs/argon2', ['package.json', 'LICENSE', 'index.js']);
  const flavour = `${platform}-${arch}${ARGON2_FLAVOUR[platform]}`;
  copy(argon2For(machine), ['package.json', `argon2.${flavour}.node`]);
}

function argon2For({ platform, arch }: Machine): string {
  return `@node-rs/argon2-${platform}-${arch}${ARGON2_FLAVOUR[platform]}`;
}

/**
 * Finds a `node_modules` for a machine: the project's own if it fits. Otherwise it installs the locked packages for
 * that machine in another folder.
 *
 * @param cache the folder that keeps the packages for other machines
 * @throws if npm can't install them
 */
export function modulesFor(machine: Machine, root: string, cache: string): string {
  const own = path.join(root, 'node_modules');
  if (existsSync(path.join(own, argon2For(machine)))) return own;
  const folder = path.join(cache, machineName(machine));
  const modules = path.join(folder, 'node_modules');
  process.stderr.write(`package: installing the locked packages for ${machineName(machine)} …\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(path.join(root, file), path.join(folder, file));
  }
  const platform = [`--os=${machine.platform}`, `--cpu=${machine.arch}`, '--libc=glibc'];
  const args = ['ci', '--omit=dev', '--include=optional', '--ignore-scripts', ...platform];
  const { ok } = runNpm(args, { cwd: folder, stdio: ['ignore', 2, 2] });
  if (!ok || !existsSync(path.join(modules, argon2For(machine)))) {
    throw new Error(`npm did not install the packages for ${machineName(machine)}`);
  }
  return modules;
}
