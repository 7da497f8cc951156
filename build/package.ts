// Makes the installers, in release/. Without words on the command line: those of this machine's platform.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
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
import { makeServedPackage } from './package/served-kiosk.ts';
import { stageApp } from './package/staged-app.ts';
import { makeStandIn } from './package/stand-in.ts';
import { nameOwnTools } from './package/tools.ts';

const HELP = `Makes installers, in release/.

  --platform NAME    ${PLATFORMS.join(', ')} (default: this machine's)
  --arch NAME        ${ARCHITECTURES.join(', ')}; may stand several times (default: this machine's)
  --output FOLDER    instead of release/
  --stand-in         around a stand-in for Electron's program, without asking for the real one
  --quick            packed loosely, for tests
`;

const root = path.resolve(import.meta.dirname, '..');
const say = (line: string) => process.stderr.write(`package: ${line}\n`);

/** What is made around a stand-in: what needs no further download. */
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

/** Makes one machine's installers; tells where they are. */
async function make(order: Order): Promise<string[]> {
  const { machine, output, scratch, quick } = order;
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
  return [...served, ...(await packApp({ root, machine, app, quick, ...around }))];
}

/** The served kiosk is for Linux, and needs nothing of Electron. */
function makeServed({ machine, output, scratch, quick }: Order, modules: string): string[] {
  const { arch, platform } = machine;
  if (platform !== 'linux') return [];
  if (process.platform !== 'linux') {
    say('The package of the served kiosk is left out: it is made on Linux.');
    return [];
  }
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

function oneOf<Word extends string>(flag: string, words: readonly Word[], given: string): Word {
  const found = words.find((word) => word === given);
  if (found) return found;
  throw new UsageError(`${flag} must be one of ${words.join(', ')}, not ${JSON.stringify(given)}`);
}

class UsageError extends Error {}

function readFlags() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        platform: { type: 'string', default: process.platform },
        arch: { type: 'string', multiple: true, default: [process.arch] },
        output: { type: 'string', default: path.join(root, 'release') },
        'stand-in': { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const values = readFlags();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const platform = oneOf('--platform', PLATFORMS, values.platform);
  const architectures = values.arch.map(
    (arch): Architecture => oneOf('--arch', ARCHITECTURES, arch),
  );
  const scratch = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-package-'));
  try {
    for (const arch of architectures) {
      const made = await make({
        machine: { platform, arch },
        output: path.resolve(values.output),
        scratch,
        standInWanted: values['stand-in'],
        quick: values.quick,
      });
      for (const file of made) process.stdout.write(`${file}\n`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
