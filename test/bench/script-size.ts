import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUILT_PAGE } from './kiosk-window.ts';
import { aimed, type Measurement } from './measurement.ts';

const GOAL_KB = 300;

/** The scripts that only a camera needs. */
const DECODER = /^decoder-worker-/;

/** A script of the built page. */
type Script = { name: string; bytes: Uint8Array };

/** The compressed size of the page's scripts: of all together, and of each. The decoder's are measured by themselves. */
export function scriptSize(folder = path.join(BUILT_PAGE, 'assets')): Measurement[] {
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }));
  return sizesOf(scripts);
}

/** The sum of the scripts beside the goal, and below it each of them by its name without the hash. */
export function sizesOf(scripts: readonly Script[]): Measurement[] {
  const sizes = scripts
    .filter(({ name }) => !DECODER.test(name))
    .map(({ name, bytes }) => ({
      name: name.replace(/-.{8}\.js$/, ''),
      kB: gzipSync(bytes).length / 1000,
    }));
  const sum = sizes.reduce((total, { kB }) => total + kB, 0);
  const line = (name: string, value: number, n: number) =>
    aimed({ name, value, unit: 'kB gzip', goal: GOAL_KB, n });
  return [
    line('screen-script', sum, sizes.length),
    ...sizes
      .toSorted((a, b) => b.kB - a.kB)
      .map(({ name, kB }) => line(`screen-script.${name}`, kB, 1)),
  ];
}
