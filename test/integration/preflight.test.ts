import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { openDatabase } from '../../electron/core/outbox/database/database.ts';
import { waitingAtRest } from '../../electron/core/outbox/database/waiting-at-rest.ts';
import { machineDisk } from '../../electron/core/preflight/disk.ts';
import { listening } from '../fixtures/loopback-server.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { checksOf, type Device, doubts, roomyDisk } from '../fixtures/preflight.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

/** The checks before the doors open, on devices with one thing wrong each, and on sound ones of many kinds. */

const TLS = path.resolve(import.meta.dirname, '../fixtures/tls');
const pem = (name: string) => readFileSync(path.join(TLS, name));
const MINUTE = 60_000;

let confera: Simulator;
/** By how much Confera's clock differs from this machine's, milliseconds. */
let conferaAhead = 0;

beforeAll(async () => {
  confera = await startSimulator({ now: () => Date.now() + conferaAhead });
});
afterAll(() => confera.close());

beforeEach(() => {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
  vi.stubEnv('NODE_EXTRA_CA_CERTS', path.join(TLS, 'venue-ca.pem'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  // Whatever a check was for, it has checked nobody in.
  const sent = confera.journal().filter(({ method }) => method === 'POST');
  for (const { code } of sent) expect(code).toMatch(/^kiosk-preflight-[0-9a-f-]{36}$/);
  expect(confera.checkins()).toEqual([]);
  confera.reset();
  confera.setBehaviour({ scopesFirst: true, envelope: 'flat' });
  conferaAhead = 0;
});

const key = (apiKey: string): Device => ({ settings: { apiKey } });
const free = (free: number, size: number): Device => ({
  disk: { ...roomyDisk, space: async () => ({ free, size }) },
});
const refusing = (code: string): Device => ({
  disk: { ...roomyDisk, syncedWrite: () => Promise.reject(Object.assign(new Error(), { code })) },
});
const meets = (kind: 'html-page' | 'redirect' | 'forbidden', on: 'all' | 'health' = 'all') => {
  confera.setFaults([{ fault: { kind }, on }]);
  return {};
};
/** What can't be asked if something is in the way. */
const UNASKED = ['key: unknown, unasked', 'scope: unknown, unasked', 'clock: unknown, unasked'];

/** A device with one thing wrong, made when its test runs. */
type Wrong = () => Device | Promise<Device>;

test.each<[string, Wrong, string[]]>([
  ['a wrong key', () => key('nope'), ['key: red, refused', 'scope: unknown, unasked']],
  [
    'a revoked key',
    () => key('cat_demo_revoked'),
    ['key: red, refused', 'scope: unknown, unasked'],
  ],
  ['a key without any scope', () => key('cat_demo_none'), ['scope: red, missing']],
  [
    'a key without the scope that the entrance needs',
    () => ({ settings: { apiKey: 'cat_demo_attendance', mode: 'badge' } }),
    ['scope: red, missing'],
  ],
  [
    'a key for one kind, at an entrance for both',
    () => key('cat_demo_badges'),
    ['scope: amber, one-missing'],
  ],
  [
    'a key of another conference',
    () => ({ settings: { eventName: 'PyCon Lahore 2026' } }),
    ['key: amber, other-event'],
  ],
  [
    'a conference that is not live',
    () => meets('forbidden', 'health'),
    ['key: red, conference-inactive', 'scope: unknown, unasked'],
  ],
  [
    'a clock that is three minutes fast',
    () => {
      conferaAhead = -3 * MINUTE;
      return {};
    },
    ['clock: amber, off'],
  ],
  [
    'a clock that is three minutes slow',
    () => {
      conferaAhead = 3 * MINUTE;
      return {};
    },
    ['clock: amber, off'],
  ],
  [
    'a clock that is set to another zone',
    () => {
      conferaAhead = 120 * MINUTE;
      return {};
    },
    ['clock: red, far-off'],
  ],
  ['a zone that is off by one', () => ({ machineZone: 'Asia/Dubai' }), ['zone: amber, differs']],
  ['a disk that is 99 % full', () => free(640e6, 64e9), ['disk: amber, low']],
  ['a disk with nothing left', () => free(10e6, 64e9), ['disk: red, nearly-full']],
  ['a disk that takes no byte', () => refusing('ENOSPC'), ['disk: red, disk-full']],
  ['a disk that fails', () => refusing('EIO'), ['disk: red, disk-fails']],
  [
    'a file where the data folder should be',
    () => {
      const dataDir = path.join(temporaryFolder(), 'data');
      writeFileSync(dataDir, '');
      return { dataDir };
    },
    ['disk: red, no-folder'],
  ],
  ['the PIN 1234', () => ({ pin: { isEasy: true } }), ['pin: amber, easy']],
  [
    'a PIN whose file is damaged',
    () => ({ pin: { isSet: false, isLost: true } }),
    ['pin: red, lost'],
  ],
  ['a PIN of an earlier version', () => ({ pin: { isEasy: null } }), ['pin: unknown, not-noted']],
  ["the network's sign-in page", () => meets('html-page'), ['address: red, sign-in', ...UNASKED]],
  ['a redirect', () => meets('redirect'), ['address: red, redirect', ...UNASKED]],
  [
    'an address with a typing error in its path',
    () => ({ baseUrl: `${confera.url}/wrong` }),
    // Confera's own 404 tells its time all the same.
    ['address: red, not-confera', 'key: unknown, unasked', 'scope: unknown, unasked'],
  ],
  [
    'an address where nothing listens',
    () => ({ baseUrl: 'http://127.0.0.1:9' }),
    ['address: red, refused', ...UNASKED],
  ],
  [
    'a proxy that refuses',
    async () => {
      const proxy = http.createServer();
      proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 403 No\r\n\r\n'));
      vi.stubEnv('HTTPS_PROXY', await listening(proxy));
      return { baseUrl: 'https://confera.example' };
    },
    ['address: red, proxy-forbids', ...UNASKED],
  ],
  [
    'a certificate of another address',
    async () => ({ baseUrl: await securely('other-host.pem') }),
    ['address: red, certificate-host', ...UNASKED],
  ],
  [
    'a certificate that this clock calls expired',
    async () => ({ baseUrl: await securely('expired.pem') }),
    ['address: red, certificate-expired', ...UNASKED],
  ],
  [
    'an old backlog for another address',
    () => withBacklog('http://127.0.0.1:9', 3 * 24 * 60),
    ['queue: amber, elsewhere'],
  ],
  [
    'a scan that only a person can settle',
    () => withBacklog(confera.url, 1, 'attention'),
    ['queue: amber, needs-person'],
  ],
  ['an old backlog for this address', () => withBacklog(confera.url, 20), ['queue: amber, old']],
])('%s is found, and nothing else', async (_name, make, expected) => {
  const device = await make();
  expect(doubts(await checksOf({ baseUrl: confera.url, ...device }))).toEqual(expected);
});

test('a data folder on a disk that is read-only is found, on a real one', async ({ skip }) => {
  const why = whyNoMount();
  if (why) skip(why);
  const disk = mountSmallDisk('4m');
  disk.makeReadOnly();
  const device = { baseUrl: confera.url, dataDir: disk.folder, disk: machineDisk };
  expect(doubts(await checksOf(device))).toEqual(['disk: red, read-only']);
});

test('a disk that is nearly full is found, on a real one', async ({ skip }) => {
  const why = whyNoMount();
  if (why) skip(why);
  const dataDir = mountSmallDisk('4m').folder;
  const device = { baseUrl: confera.url, dataDir, disk: machineDisk };
  expect(doubts(await checksOf(device))).toEqual(['disk: red, nearly-full']);
});

test('a disk that does not answer holds up nothing for longer than ten seconds', async () => {
  const clock = new ManualClock(Date.now());
  const hanging = Promise.withResolvers<void>();
  const disk = {
    ...roomyDisk,
    syncedWrite: () => {
      // The time limit is set before the disk is asked.
      queueMicrotask(() => clock.advance(10_000));
      return hanging.promise;
    },
  };
  const found = await checksOf({ baseUrl: confera.url, clock, disk });
  expect(doubts(found)).toEqual(['disk: red, no-answer']);
});

test.each<[string, Wrong]>([
  ['everything allowed', () => ({})],
  ['a gate for badges alone', () => ({ settings: { apiKey: 'cat_demo_badges', mode: 'badge' } })],
  [
    'a gate for attendance alone',
    () => ({ settings: { apiKey: 'cat_demo_attendance', mode: 'attendance' } }),
  ],
  ['the name of the event', () => ({ settings: { eventName: 'The Harbour Conference, day 2' } })],
  ['the name of the event in another script', () => ({ settings: { eventName: 'لاہور کانفرنس' } })],
  ['a Confera that looks for the badge first', () => withBehaviour({ scopesFirst: false })],
  ['a Confera with other bodies', () => withBehaviour({ envelope: 'errors-list' })],
  [
    'a clock that is twenty seconds fast',
    () => {
      conferaAhead = -20_000;
      return {};
    },
  ],
  ["the machine's own zone", () => ({ zoneIsSet: false, machineZone: 'UTC' })],
  ['another name of the same zone', () => ({ machineZone: 'Asia/Tashkent' })],
  ['no zone of the machine', () => ({ machineZone: null })],
  [
    'a key for both, at a gate for badges alone',
    () => ({ settings: { apiKey: 'cat_demo_all', mode: 'badge' } }),
  ],
  [
    'a clock that is twenty seconds slow',
    () => {
      conferaAhead = 20_000;
      return {};
    },
  ],
  [
    'a network that takes its time',
    () => {
      confera.setFaults([{ fault: { kind: 'latency', ms: 300 }, on: 'all' }]);
      return {};
    },
  ],
  [
    'a data folder that is still to be made',
    () => ({ dataDir: path.join(temporaryFolder(), 'kiosk', 'data') }),
  ],
  ['a small disk with room', () => free(700e6, 8e9)],
  ['a large disk with room', () => free(90e9, 2e12)],
  ['scans that are on their way', () => withBacklog(confera.url, 1)],
  ['a gate without a PIN', () => ({ pin: { isSet: false, isEasy: null } })],
  [
    'a secure connection',
    async () => {
      vi.stubEnv('NODE_EXTRA_CA_CERTS', path.join(TLS, 'ca.pem'));
      return { baseUrl: await securely('server.pem') };
    },
  ],
])('nothing is found on a sound device with %s', async (_name, make) => {
  const device = await make();
  const dataDir = device.dataDir ?? temporaryFolder();
  const contents = () => (existsSync(dataDir) ? readdirSync(dataDir) : null);
  const before = contents();
  expect(doubts(await checksOf({ baseUrl: confera.url, ...device, dataDir }))).toEqual([]);
  expect(contents()).toEqual(before);
});

test('each scope that is needed is probed, and no other', async () => {
  await checksOf({ baseUrl: confera.url, settings: { mode: 'badge' } });
  const paths = confera.journal().map((entry) => entry.path.replace('/api/public/v1/', ''));
  expect(paths).toEqual(['health', 'badges/checkin']);
});

function withBehaviour(behaviour: Parameters<Simulator['setBehaviour']>[0]): Device {
  confera.setBehaviour(behaviour);
  return {};
}

/** A device with one scan in its database that was made so many minutes ago for this address. */
function withBacklog(baseUrl: string, minutes: number, state = 'pending'): Device {
  const dataDir = temporaryFolder();
  const db = openDatabase(dataDir);
  db.prepare('INSERT INTO destination (id, base_url) VALUES (1, ?)').run(baseUrl);
  db.prepare(
    `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
       location, venue_day, source, scanned_at, state, attempts, failures)
     VALUES ('scan-1', 'key-1', 1, 'badge', 'BADGE-1', x'00', 'GE-1', 'gate-a', '2026-02-03', 'typed',
       ?, ?, 1, 1)`,
  ).run(Date.now() - minutes * MINUTE, state);
  db.close();
  return { dataDir, waiting: () => waitingAtRest(dataDir) };
}

/** The same Confera behind TLS. @returns its address */
async function securely(certificate: string): Promise<string> {
  const { port } = new URL(confera.url);
  const server = https.createServer(
    { cert: pem(certificate), key: pem('server.key') },
    (request, response) => {
      const { method, url: path, headers } = request;
      const passed = http.request({ port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(passed);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}
