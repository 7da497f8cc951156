// `npm run package`: makes the installers, in release/.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { flagsOrExit } from '../electron/process/flags.ts';
import { endWith } from './end-with.ts';
import { fetchElectron } from './package/electron-program.ts';
import { modulesFor } from './package/native-packages.ts';
import { packApp } from './package/pack-app.ts';
import {
  ARCHITECTURES,
  type Architecture,
  type Machine,
  machineName,
  PLATFORMS,
  type Platform,
} from './package/platforms.ts';
import { describeFiles } from './package/report.ts';
import { makeServedPackage } from './package/served-kiosk.ts';
import { stageApp } from './package/staged-app.ts';
import { makeStandIn } from './package/stand-in.ts';
import { nameOwnTools } from './package/tools.ts';

const HELP = `Makes the kiosk's installers, in release/.

  --platform NAME    ${PLATFORMS.join(', ')} (default: this machine's)
  --arch NAME        ${ARCHITECTURES.join(', ')}; may be given several times (default: this machine's)
  --output FOLDER    puts them there instead
  --stand-in         packs around a stand-in for Electron's program instead of downloading the real one
  --quick            packs quickly and loosely, for tests
  --help             show this

Most of the time goes into compressing. Standard output names the files, one a line; progress, sizes and SHA-256 sums go
to standard error.
`;

const root = path.resolve(import.meta.dirname, '..');
const say = (line: string) => process.stderr.write(`package: ${line}\n`);

const STEPS = 'build/INSTALL.md has the steps for each platform, and says how to sign them.';

/** What is made around a stand-in, which is only what needs no further download. */
const STAND_IN_TARGETS: Record<Platform, readonly string[]> = {
  linux: ['dir', 'deb', 'tar.gz'],
  win32: ['dir'],
  darwin: ['dir'],
};

type Order = {
  machine: Machine;
  output: string;
  scratch: string;
  standInWanted: boolean;
  quick: boolean;
};

/** Makes one machine's installers, and returns where they are. */
async function make(order: Order): Promise<string[]> {
  const { machine, output, scratch, quick } = order;
  say(`${machineName(machine)}: fetching what is compiled for it …`);
  const modules = modulesFor(machine, root, path.join(root, 'release', '.packages'));
  const missing = nameOwnTools(process.env);
  if (missing) throw new Error(missing);
  const served = makeServed(order, modules);
  const app = path.join(scratch, machineName(machine), 'app');
  stageApp({ root, modules, machine, face: 'electron', to: app });
  const fetched = order.standInWanted
    ? { unavailable: 'a stand-in was asked for' }
    : await fetchElectron(machine);
  const around =
    'archive' in fetched
      ? { electron: fetched.archive, targets: [], output }
      : await standIn(order, fetched.unavailable);
  say('packing the app …');
  return [...served, ...(await packApp({ root, machine, app, quick, ...around }))];
}

/** Makes the package of the served kiosk, which is for Linux only and needs nothing of Electron. */
function makeServed({ machine, output, scratch, quick }: Order, modules: string): string[] {
  const { arch, platform } = machine;
  if (platform !== 'linux') return [];
  if (process.platform !== 'linux') {
    say('The package of the served kiosk is left out: it is made on Linux.');
    return [];
  }
  say('packing the served kiosk …');
  return [makeServedPackage({ root, modules, arch, scratch, output, quick })];
}

async function standIn({ machine, scratch, output }: Order, why: string) {
  const electron = path.join(scratch, machineName(machine), 'electron');
  mkdirSync(electron, { recursive: true });
  await makeStandIn(machine, electron);
  say(`Electron's own program can't be had here (${why}).`);
  say('The app is packed around a STAND-IN that does not run: for tests, not for a kiosk.');
  return {
    electron,
    targets: STAND_IN_TARGETS[machine.platform],
    output: path.join(output, 'stand-in'),
  };
}

/** What to do with the files, by their names, since some of them may be good for tests alone. */
function nextStep(files: readonly string[], output: string): string {
  const isStandIn = (file: string) => path.dirname(file) === path.join(output, 'stand-in');
  const [standIns, real] = [files.filter(isStandIn), files.filter((file) => !isStandIn(file))];
  if (standIns.length === 0) return `Next: install them on a kiosk. ${STEPS}`;
  const useless = `What is in ${path.join(output, 'stand-in')} doesn't run, so install none of it.`;
  if (real.length === 0) return useless;
  return `Next: install ${real.map((file) => path.basename(file)).join(', ')} on a kiosk. ${STEPS} ${useless}`;
}

function oneOf<Word extends string>(flag: string, words: readonly Word[], given: string): Word {
  const found = words.find((word) => word === given);
  if (found) return found;
  throw new BadSettingError(
    `${flag} must be one of ${words.join(', ')}, not ${JSON.stringify(given)}`,
  );
}

async function main(): Promise<void> {
  const { values } = flagsOrExit(HELP, {
    platform: { type: 'string' },
    arch: { type: 'string', multiple: true },
    output: { type: 'string' },
    'stand-in': { type: 'boolean' },
    quick: { type: 'boolean' },
  });
  const platform = oneOf('--platform', PLATFORMS, values.platform ?? process.platform);
  const architectures = (values.arch ?? [process.arch]).map(
    (arch): Architecture => oneOf('--arch', ARCHITECTURES, arch),
  );
  const output = path.resolve(values.output ?? path.join(root, 'release'));
  const files: string[] = [];
  const scratch = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-package-'));
  try {
    for (const arch of architectures) {
      const made = await make({
        machine: { platform, arch },
        output,
        scratch,
        standInWanted: values['stand-in'] === true,
        quick: values.quick === true,
      });
      files.push(...made);
      for (const file of made) process.stdout.write(`${file}\n`);
      for (const line of await describeFiles(made)) say(line);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  say(nextStep(files, output));
}

endWith(main(), 'package: ');
