// A whole conference on one machine: the simulator of Confera and what is set up against it, until Ctrl-C.
import path from 'node:path';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { readPage } from '../electron/page/page-files.ts';
import { type FlagValues, parseFlags, readGiven } from '../electron/process/command-line.ts';
import { HELP_FLAG, wholeNumber } from '../electron/process/flags.ts';
import { windowSystemSwitches } from '../electron/process/window-system.ts';
import {
  type ChromiumWindow,
  findChromium,
  hasDisplay,
  openWindow,
  type WindowPlace,
} from '../electron/served/chromium.ts';
import type { ServedKiosk } from '../electron/served/server.ts';
import { takeEnvironment } from '../electron/settings/environment.ts';
import { untilEnded } from '../electron/start/until-ended.ts';
import { type DemoStart, startDemoConference } from './demo/conference.ts';
import { endWith } from './end-with.ts';
import { hubProgram, NO_HUB_PROGRAM } from './hub/program.ts';
import { UnavailableError } from './unavailable.ts';

const HELP = `Starts a simulator of Confera and a kiosk that is set up against it, and opens a window where there is a display.

  --gates N            starts N kiosks instead (2 to 8), called Gate A, Gate B and so on, and a hub by which they know of
                       each other's scans while the internet is gone. The hub needs nats-server: docs/hub.md
  --no-open            open no window
  --port N             the kiosk's port (default: any that is free); with --gates, those after it are for the other gates
  --confera-port N     the simulator's port (default: any that is free)
  --help               show this

It is up within a few seconds and stays until Ctrl-C. Nothing is kept. Settings may be given as for npm start, such as
--language ur.

Exit code: 0 ended, 2 a bad flag or setting, 6 no nats-server can be had for --gates, 1 a fault.
`;

const MOST_GATES = 8;
const LAST_PORT = 65_535;

const root = path.resolve(import.meta.dirname, '..');
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main() {
  const environment = takeEnvironment(process.env);
  const values = parseFlags(process.argv.slice(2), {
    ...HELP_FLAG,
    gates: { type: 'string' },
    port: { type: 'string' },
    'confera-port': { type: 'string' },
    'no-open': { type: 'boolean' },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const names = gateNames(values);
  const start: DemoStart = {
    given: readGiven(values, environment, process.env),
    page: readPage(path.join(root, 'out/renderer')),
    ports: portsOf(values, names.length || 1),
    gates: names.length === 0 ? null : { names, hubProgram: await programOfHub() },
  };
  const ended = untilEnded();
  const { simulator, hubUrl, kiosks, directions, close } = await startDemoConference(start);
  const addresses = [
    `confera ${simulator.url}`,
    ...(hubUrl === null ? [] : [`hub ${hubUrl}`]),
    ...kiosks.map(({ url }) => `kiosk ${url}`),
  ];
  process.stdout.write(`${addresses.join('\n')}\n`);
  const windows = values['no-open'] === true ? [] : openWindows(kiosks);
  const ways = waysToKiosks(kiosks, { names, areOpen: windows.length > 0 });
  for (const line of [...ways, ...directions]) say(line);
  await ended;
  await close();
  await Promise.all(windows.map((window) => window.close()));
}

/**
 * The names of the gates that are wanted; none for a single kiosk.
 *
 * @throws BadSettingError
 */
function gateNames(values: FlagValues): string[] {
  if (values.gates === undefined) return [];
  const count = wholeNumber('--gates', values.gates, { min: 2, max: MOST_GATES });
  for (const flag of ['location', 'device-id']) {
    if (values[flag] === undefined) continue;
    throw new BadSettingError(`--${flag} is for a single kiosk: leave it out with --gates`);
  }
  return Array.from({ length: count }, (_, index) => `Gate ${'ABCDEFGH'[index]}`);
}

/** @throws UnavailableError if it can't be had here */
async function programOfHub(): Promise<string> {
  const program = await hubProgram(process.env);
  if (program === null) throw new UnavailableError(NO_HUB_PROGRAM);
  return program;
}

/** @throws BadSettingError */
function portsOf(values: FlagValues, kiosks: number): DemoStart['ports'] {
  const port = (flag: string, max: number) =>
    wholeNumber(`--${flag}`, values[flag], { max, fallback: 0 });
  return {
    kiosk: port('port', LAST_PORT - kiosks + 1),
    confera: port('confera-port', LAST_PORT),
  };
}

/** Tells a person which address is which gate's, and that the kiosks are still to be opened, if no window was. */
function waysToKiosks(
  kiosks: readonly ServedKiosk[],
  { names, areOpen }: { names: readonly string[]; areOpen: boolean },
): string[] {
  if (names.length === 0) {
    return areOpen
      ? []
      : kiosks.map(({ url }) => `Open the kiosk in a browser on this machine: ${url}`);
  }
  return [
    areOpen
      ? 'The kiosks:'
      : 'Open each kiosk in a window of its own, in a browser on this machine:',
    ...kiosks.map(({ url }, index) => `  ${names[index]}: ${url}`),
  ];
}

/** Opens a window for each kiosk, those of several beside each other, if windows can be seen here. */
function openWindows(kiosks: readonly ServedKiosk[]): ChromiumWindow[] {
  const { env } = process;
  const program = findChromium(env);
  if (!program || !hasDisplay(env)) return [];
  const switches = windowSystemSwitches([], env, process.platform);
  const place = (index: number): { place?: WindowPlace } =>
    kiosks.length === 1 ? {} : { place: placeOf(index, kiosks.length) };
  return kiosks.map((served, index) =>
    openWindow(program, served.admitWindow(), { env, windowed: true, switches, ...place(index) }),
  );
}

/** Spreads narrow windows over the width of a small laptop's screen, so that each can be seen or brought in front. */
function placeOf(index: number, count: number): WindowPlace {
  const [screen, width, height] = [1366, 480, 720];
  return { x: Math.round((index * (screen - width)) / (count - 1)), y: 0, width, height };
}

endWith(main());
