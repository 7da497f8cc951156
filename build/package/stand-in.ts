// What the app is packed around where Electron's own program can't be had: enough of its shape for electron-builder to
// work on and for a look at the result, and nothing that runs.
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { Machine } from './platforms.ts';

const WORDS = 'This is a stand-in: the kiosk was packed without the program of Electron.';

/**
 * The fuses as Electron 45 has them before they are set: a mark to find them by, version 1, their number, and each
 * as `0` or `1`.
 */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011';

/**
 * Makes a folder in the shape of an unpacked Electron.
 *
 * @param folder where to; it exists and is empty
 */
export async function makeStandIn({ platform }: Machine, folder: string): Promise<void> {
  if (platform === 'darwin') return makeMacApp(path.join(folder, 'Electron.app', 'Contents'));
  if (platform === 'win32') writeWindowsProgram(path.join(folder, 'electron.exe'));
  else for (const name of ['electron', 'chrome-sandbox']) writeProgram(path.join(folder, name));
  await makeDefaultApp(path.join(folder, 'resources'));
}

function writeProgram(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho '${WORDS}' >&2\nexit 1\n${FUSES}\n`, 'latin1');
  chmodSync(file, 0o755);
}

/** A program without code, with the version that the sum of the app's archive is written beside. */
function writeWindowsProgram(file: string): void {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { FileDescription: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  writeFileSync(file, Buffer.from(program.generate()));
  appendFileSync(file, FUSES, 'latin1');
}

async function makeMacApp(contents: string): Promise<void> {
  const frameworks = path.join(contents, 'Frameworks');
  const helper = path.join(frameworks, 'Electron Helper.app', 'Contents');
  writeProgram(path.join(contents, 'MacOS', 'Electron'));
  writeProgram(path.join(helper, 'MacOS', 'Electron Helper'));
  writeProgram(path.join(frameworks, 'Electron Framework.framework', 'Electron Framework'));
  for (const each of [contents, helper]) {
    writeFileSync(path.join(each, 'Info.plist'), '<plist version="1.0"><dict></dict></plist>\n');
  }
  await makeDefaultApp(path.join(contents, 'Resources'));
}

/** Electron brings an app of its own, to be left out of what is packed. */
async function makeDefaultApp(resources: string): Promise<void> {
  const source = path.join(resources, 'default_app');
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, 'main.js'), '');
  await createPackage(source, path.join(resources, 'default_app.asar'));
  rmSync(source, { recursive: true });
}
