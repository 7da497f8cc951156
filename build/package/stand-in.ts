// The app is packed around this if Electron's own program can't be had. It is shaped enough like Electron for
// electron-builder to work on it and for tests to inspect the result, but it doesn't run.
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { Machine } from './platforms.ts';

const WORDS = 'This is a stand-in: the kiosk was packed without the program of Electron.';

/**
 * The fuses as they are in Electron 45 before they are set: a mark by which they are found, version 1, their number,
 * and each of them as `0` or `1`.
 */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011';

/**
 * Makes a folder in the shape of an unpacked Electron.
 *
 * @param folder an empty folder
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

/** A program without code. It has a version, beside which electron-builder writes the sum of the app's archive. */
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

/** Electron comes with a sample app, which must not be packed. */
async function makeDefaultApp(resources: string): Promise<void> {
  const source = path.join(resources, 'default_app');
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, 'main.js'), '');
  await createPackage(source, path.join(resources, 'default_app.asar'));
  rmSync(source, { recursive: true });
}
