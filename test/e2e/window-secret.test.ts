import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { request } from 'undici';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { systemClock } from '../../electron/core/system/clock.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { findChromium, openWindow } from '../../electron/served/chromium.ts';
import { KeptWindow } from '../../electron/served/kept-window.ts';
import { serveKiosk, type WindowAdmission } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { served } from './drivers/served.ts';
import { FULL_SCREEN, startDesktop } from './fixtures/desktop.ts';
import { START_MS, startKioskWindow } from './fixtures/kiosk-window.ts';
import { descendantsOf } from './fixtures/processes.ts';
import { readySettings, runSimulator } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';

const root = path.resolve(import.meta.dirname, '../..');

beforeEach(({ skip }) => {
  const missing = missingOf(['Xvfb', 'openbox', 'xdotool']) ?? served.unavailable;
  if (missing) skip(missing);
});

const COMMANDS = {
  'npm start': ['electron/start/main.ts', '--host', 'browser'],
  'npm start, windowed': ['electron/start/main.ts', '--host', 'browser', '--windowed'],
  'npm run demo': ['build/demo.ts'],
};

it.runIf(process.platform === 'linux').each(Object.entries(COMMANDS))(
  'a reader of all command lines finds no secret while `%s` opens its window',
  { timeout: 120_000 },
  async (name, [program = '', ...args]) => {
    const desktop = await startDesktop();
    const simulator = await runSimulator();
    const command = [process.execPath, path.join(root, program), ...args];
    const env = name === 'npm run demo' ? {} : readySettings(simulator);
    const kiosk = startKioskWindow(desktop, { command, env, door: false });

    const seen = new Set<string>();
    const look = () => {
      for (const { commandLine } of descendantsOf(kiosk.processId)) seen.add(commandLine);
    };
    // From the first process to the page: its title is the page's own.
    await until(() => {
      look();
      expect(desktop.titles()).toContain('Confera Kiosk');
    }, START_MS);
    look();

    const url = new URL(await kiosk.url());
    const lines = [...seen];
    const ofChromium = lines.filter((line) => line.includes('--user-data-dir='));
    expect(ofChromium).not.toEqual([]);
    expect(lines.filter((line) => line.includes(url.searchParams.get('secret') ?? '-'))).toEqual(
      [],
    );
    const addresses = new Set(lines.flatMap((line) => line.match(/https?:\/\/[^\s\0]+/g) ?? []));
    const own = [...addresses].filter((address) => address.startsWith(url.origin));
    expect(own).toEqual([`${url.origin}/opening`]);
    for (const address of own) {
      const { statusCode, headers } = await request(address);
      expect([address, statusCode, headers['set-cookie']]).toEqual([address, 403, undefined]);
    }
  },
);

/** A command for which this machine has the kiosk's policy for Chromium, and no other; null where that can't be. */
function underPolicy(command: string[]): string[] | null {
  const policies = '/etc/chromium/policies/managed';
  const file = path.join(root, 'build/linux/chromium-policy.json');
  const script = [
    'mount -t tmpfs policy /etc/chromium',
    `mkdir -p ${policies}`,
    `cp '${file}' ${policies}/`,
    'exec "$0" "$@"',
  ].join(' && ');
  // In a view of the file system of its own, so that no other Chromium on this machine comes under it.
  const within = (inner: string[]) => ['unshare', '--mount', 'sh', '-c', script, ...inner];
  const [program = '', ...args] = within(['true']);
  return spawnSync(program, args).status === 0 ? within(command) : null;
}

it('opens its window under the policy for Chromium that comes with it, too', {
  timeout: 120_000,
}, async ({ skip }) => {
  const command = underPolicy([process.execPath, path.join(root, 'electron/start/main.ts')]);
  if (!command) skip('this user can give no program a policy of its own (unshare, /etc/chromium)');
  const desktop = await startDesktop();
  const env = readySettings(await runSimulator());
  startKioskWindow(desktop, {
    command: [...(command ?? []), '--host', 'browser'],
    env,
    door: false,
  });
  await until(() => expect(desktop.titles()).toEqual(['Confera Kiosk']), START_MS);
  expect(desktop.windows()).toEqual([FULL_SCREEN]);
});

/** A kiosk whose window is kept open, in this process: a test gets at what no thief should. */
async function keepWindow(beforeOpening: (admission: WindowAdmission) => Promise<void>) {
  const desktop = await startDesktop();
  const dataDir = temporaryFolder();
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: {},
    keyStore: fileKeyStore(dataDir),
    locked: true,
  });
  await kiosk.start();
  const page = readPage(path.join(root, 'out/renderer'));
  const server = await serveKiosk({ kiosk, page, port: 0 });
  const admissions: WindowAdmission[] = [];
  const pages: number[] = [];
  const window = new KeptWindow({
    clock: systemClock,
    onUnopened: () => {},
    giveUp: () => {},
    open: ({ onPages, onCovered }) => {
      const admission = server.admitWindow({
        onCovered,
        onPages: (open) => {
          pages.push(open);
          onPages(open);
        },
      });
      admissions.push(admission);
      const opening = beforeOpening(admission).then(() =>
        openWindow(findChromium(process.env) ?? '', admission, {
          env: { ...process.env, DISPLAY: desktop.display },
          windowed: false,
        }),
      );
      const ended = opening.then((opened) => opened.ended).then(admission.end);
      return {
        ended,
        toFront: () => {},
        close: () => opening.then((opened) => opened.close()),
      };
    },
  });
  onTestFinished(async () => {
    await window.close();
    await server.close();
    await kiosk.close();
  });
  return { admissions, pages, origin: new URL(server.url).origin };
}

const cookieOf = ({ cookie }: WindowAdmission) => ({
  headers: { cookie: `${cookie.name}=${cookie.value}` },
});

/** A session as a thief would use it. */
async function steal(admission: WindowAdmission) {
  const { statusCode, headers } = await request(admission.url, cookieOf(admission));
  const given = [headers['set-cookie'] ?? []].flat().find((each) => !each.includes('Max-Age=0'));
  return { statusCode, session: { headers: { cookie: given?.split(';')[0] ?? '' } } };
}

it('refuses a thief who comes after the window, and opens another one for what he may have seen', {
  timeout: 120_000,
}, async () => {
  const { admissions, pages } = await keepWindow(async () => {});
  await until(() => expect(pages).toEqual([1]), START_MS);
  const [first] = admissions as [WindowAdmission];
  const { statusCode, session } = await steal(first);
  expect(statusCode).toBe(403);
  expect(session.headers.cookie).toBe('');

  await until(() => expect(pages).toEqual([1, 0, 1]), START_MS);
  expect(admissions).toHaveLength(2);
});

it('throws out a thief who came before the window, and opens another one', {
  timeout: 120_000,
}, async () => {
  let thief: Awaited<ReturnType<typeof steal>> | undefined;
  const { admissions, pages, origin } = await keepWindow(async (admission) => {
    if (thief) return;
    thief = await steal(admission);
    expect(thief.statusCode).toBe(303);
    // As a page does, which would be taken for the window's.
    const events = await request(`${admission.url.replace('opening', 'bridge/events')}`, {
      ...thief.session,
    });
    expect(events.statusCode).toBe(200);
    events.body.on('error', () => {});
    events.body.resume();
  });
  // The thief's page, until the window comes with the same secret.
  await until(() => expect(pages).toEqual([1, 0]), START_MS);
  expect(await request(origin, thief?.session)).toMatchObject({ statusCode: 403 });
  await until(() => expect(pages).toEqual([1, 0, 1]), START_MS);
  expect(admissions).toHaveLength(2);
});
