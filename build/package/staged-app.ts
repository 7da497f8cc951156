import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeDecoderLicences } from './decoder-licences.ts';
import { copyNativePackages } from './native-packages.ts';
import type { Machine } from './platforms.ts';

/** The built program that goes in. */
export type Face = 'electron' | 'served';

/** The files that only the other face or `npm run dev` needs, by how their paths below `out/` begin. */
const NOT_FOR: Record<Face, readonly string[]> = {
  electron: ['main/served.', 'dev-cache'],
  served: ['main/index.', 'main/shell.', 'preload', 'dev-cache'],
};

/**
 * Lays out exactly what is packed: the built files without their source maps, the packages with compiled code, and a
 * package.json that lists them.
 *
 * @param modules a `node_modules` with the packages for that machine
 * @param to the folder, which is emptied first
 */
export function stageApp(given: {
  root: string;
  modules: string;
  machine: Machine;
  face: Face;
  to: string;
}): void {
  const { root, modules, machine, face, to } = given;
  const out = path.join(root, 'out');
  const others = NOT_FOR[face].map((name) => path.join(out, name));
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(out, path.join(to, 'out'), {
    recursive: true,
    filter: (source) =>
      !source.endsWith('.map') &&
      !path.basename(source).startsWith('.') &&
      !others.some((other) => source.startsWith(other)),
  });
  writeDecoderLicences(path.join(root, 'node_modules'), path.join(to, 'out', 'licenses'));
  copyNativePackages(modules, machine, path.join(to, 'node_modules'));
  const project = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { name, version, description, license, author, homepage } = project;
  const described = { name, version, description, license, author, homepage };
  const entry = `out/main/${face === 'electron' ? 'index' : 'served'}.cjs`;
  const packed = {
    ...described,
    productName: 'Confera Kiosk',
    desktopName: `${name}.desktop`,
    main: entry,
  };
  writeFileSync(path.join(to, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
}
