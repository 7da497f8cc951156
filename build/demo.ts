// A whole conference on one machine: the simulator of Confera and a kiosk that is set up against it, until Ctrl-C.
import path from 'node:path';
import { readPage } from '../electron/page/page-files.ts';
import { parseFlags, readGiven } from '../electron/process/command-line.ts';
import { HELP_FLAG, wholeNumber } from '../electron/process/flags.ts';
import { windowSystemSwitches } from '../electron/process/window-system.ts';
import { findChromium, hasDisplay, openWindow } from '../electron/served/chromium.ts';
import { takeEnvironment } from '../electron/settings/environment.ts';
import { untilEnded } from '../electron/start/until-ended.ts';
import { startDemoConference } from './demo-conference.ts';
import { endWith } from './end-with.ts';

const HELP = `Starts a simulator of Confera and a kiosk that is set up against it, and opens a window where there is a display.

  --no-open            open no window
  --port N             the kiosk's port (default: any that is free)
  --confera-port N     the simulator's port (default: any that is free)
  --help               show this

It is up within a few seconds and stays until Ctrl-C. Nothing is kept. Settings may be given as for npm start, such as
--language ur.
`;

const root = path.resolve(import.meta.dirname, '..');
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main() {
  const environment = takeEnvironment(process.env);
  const values = parseFlags(process.argv.slice(2), {
    ...HELP_FLAG,
    port: { type: 'string' },
    'confera-port': { type: 'string' },
    'no-open': { type: 'boolean' },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const given = readGiven(values, environment, process.env);
  const ended = untilEnded();
  const any = { max: 65_535, fallback: 0 };
  const { simulator, served, directions, close } = await startDemoConference({
    given,
    page: readPage(path.join(root, 'out/renderer')),
    ports: {
      kiosk: wholeNumber('--port', values.port, any),
      confera: wholeNumber('--confera-port', values['confera-port'], any),
    },
  });
  process.stdout.write(`confera ${simulator.url}\nkiosk ${served.url}\n`);
  for (const line of directions) say(line);

  const { env } = process;
  const program = values['no-open'] === true ? null : findChromium(env);
  const switches = windowSystemSwitches([], env, process.platform);
  const window =
    program && hasDisplay(env)
      ? openWindow(program, served.admitWindow(), { env, windowed: true, switches })
      : undefined;
  await ended;
  await close();
  await window?.close();
}

endWith(main());
