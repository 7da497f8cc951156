// `npm run dev`: the screen from its sources, with hot reload, against a real kiosk and the simulator of Confera.
import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { NO_PAGE } from '../electron/page/page-files.ts';
import { parseFlags, readGiven } from '../electron/process/command-line.ts';
import { HELP_FLAG, wholeNumber } from '../electron/process/flags.ts';
import { takeEnvironment } from '../electron/settings/environment.ts';
import { untilEnded } from '../electron/start/until-ended.ts';
import { startDemoConference } from './demo/conference.ts';
import { endWith } from './end-with.ts';
import { pagePlugins } from './page/plugins.ts';

const HELP = `Serves the screen from its sources: what you change in renderer/ or shared/ is in the page at once.

  --port N             the page's port (default: any that is free)
  --confera-port N     the simulator's port (default: any that is free)
  --help               show this

Behind it are a real core and a simulator of Confera, on loopback alone. It is up within a few seconds and stays until
Ctrl-C. Nothing is kept. After a change in electron/ start it again. Settings may be given as for npm start.
`;

const root = path.resolve(import.meta.dirname, '..');

/**
 * Has Vite serve the page, and pass the page's calls and events on to the served kiosk.
 *
 * The kiosk itself lets nobody in without its cookie, as always. This process opens the kiosk's address once, and adds
 * the cookie to what it passes on. So whoever reaches this server reaches the kiosk. That is why its pages are under a
 * random path, and no other site may read them.
 */
async function servePage(kiosk: { origin: string; home: string; cookie: string }, port: number) {
  const base = `/${randomBytes(24).toString('base64url')}/`;
  const vite = await createServer({
    configFile: false,
    root: path.join(root, 'renderer'),
    base,
    plugins: pagePlugins(),
    cacheDir: path.join(root, 'out', 'dev-cache'),
    logLevel: 'warn',
    clearScreen: false,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: port !== 0,
      cors: false,
      // The real folders, since `node_modules` may be a link to those of another checkout.
      fs: { allow: ['renderer', 'shared', 'node_modules'].map(realFolder) },
      proxy: {
        // The page's own sources in renderer/bridge/ have a file extension; the kiosk's calls have none.
        [`^${base}bridge/(?!.*\\.tsx?)`]: {
          target: kiosk.origin,
          changeOrigin: true,
          headers: { cookie: kiosk.cookie, origin: kiosk.origin },
          rewrite: (asked) => `${kiosk.home}${asked.slice(base.length)}`,
        },
      },
    },
  });
  await vite.listen();
  return { vite, url: `http://127.0.0.1:${portOf(vite)}${base}` };
}

function realFolder(name: string): string {
  return realpathSync(path.join(root, name));
}

function portOf({ httpServer }: ViteDevServer): number {
  const address = httpServer?.address();
  if (!address || typeof address === 'string') throw new Error('The page could not be served');
  return address.port;
}

/** Trades the kiosk's printed address for its cookie, as a browser does. */
async function enter(url: string) {
  const response = await fetch(url, { redirect: 'manual' });
  const [cookie] = response.headers.getSetCookie();
  const home = response.headers.get('location');
  if (!cookie || !home) throw new Error('The kiosk let nobody in');
  return { origin: new URL(url).origin, home, cookie: cookie.split(';')[0] ?? '' };
}

async function main() {
  const environment = takeEnvironment(process.env);
  const values = parseFlags(process.argv.slice(2), {
    ...HELP_FLAG,
    port: { type: 'string' },
    'confera-port': { type: 'string' },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const given = readGiven(values, environment, process.env);
  const any = { max: 65_535, fallback: 0 };
  const port = wholeNumber('--port', values.port, any);
  const confera = wholeNumber('--confera-port', values['confera-port'], any);
  const ended = untilEnded();
  const conference = await startDemoConference({
    given,
    page: NO_PAGE,
    ports: { kiosk: 0, confera },
    gates: null,
  });
  const [kiosk] = conference.kiosks;
  if (!kiosk) throw new Error('The kiosk was not started');
  const page = await servePage(await enter(kiosk.url), port);
  process.stdout.write(`confera ${conference.simulator.url}\nkiosk ${page.url}\n`);
  for (const line of ['Open the kiosk address in Chromium.', ...conference.directions]) {
    process.stderr.write(`${line}\n`);
  }
  await ended;
  await page.vite.close();
  await conference.close();
}

endWith(main());
