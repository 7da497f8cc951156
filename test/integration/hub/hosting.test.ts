import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { findTestServer } from '../../../build/test-servers.ts';
import { placesToListen } from '../../../electron/hub/addresses.ts';
import { joinDevice } from '../../../electron/hub/devices.ts';
import { HubFolder } from '../../../electron/hub/hub-folder.ts';
import { Kiosk } from '../../../electron/kiosk/kiosk.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import type { SettingTexts } from '../../../electron/settings/saved-settings.ts';
import type { BridgeOutput } from '../../../shared/bridge/bridge.ts';
import { filesWith } from '../../e2e/fixtures/folder-contents.ts';
import { JOIN_LINE } from '../../fixtures/a-join-line.ts';
import { openScreen } from '../../fixtures/open-screen.ts';
import { whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** A supervisor makes a kiosk the venue's hub, without a terminal. */

const PIN = '2468';
const PASSPHRASE = 'correct horse battery';
/** Nothing answers there, and what is scanned waits: the internet is gone. */
const READY = { baseUrl: 'http://127.0.0.1:9', apiKey: 'cat_of_a_host', timeoutMs: '1000' };
const [{ address: HERE } = { address: '' }] = placesToListen();
const PATIENCE = { timeout: 30_000, interval: 50 };
const whyNot = whyNoHub();

vi.setConfig({ testTimeout: 90_000 });

beforeEach(({ skip }) => {
  skip(whyNot !== null, whyNot ?? '');
  vi.stubEnv('KIOSK_HUB_SERVER', findTestServer('nats-server') ?? '');
  return () => vi.unstubAllEnvs();
});

type Options = { dataDir?: string; environment?: SettingTexts };

/** A kiosk at a gate, whose staff area a supervisor has opened. */
async function runKiosk(
  location: string,
  { dataDir = temporaryFolder(), environment }: Options = {},
) {
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: { ...READY, staffPin: PIN, location, hubWaitMs: '500', ...environment },
    keyStore: fileKeyStore(dataDir),
  });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  await session.unlockStaff({ pin: PIN });
  return { kiosk, session, dataDir };
}

type Running = Awaited<ReturnType<typeof runKiosk>>;

async function host(running: Running) {
  expect(await running.session.hostHub({ listen: HERE })).toEqual({ ok: true, isKept: true });
  return hubOf(running);
}

/** How the hub of a kiosk is, which has to be up. */
async function hubOf({ session }: Running) {
  return vi.waitFor(async () => {
    const hub = await session.getHubHost({});
    expect(hub).toMatchObject({ ok: true, is: 'on' });
    return hub as Extract<BridgeOutput<'getHubHost'>, { is: 'on' }>;
  }, PATIENCE);
}

const hears = ({ kiosk }: Running) =>
  vi.waitFor(() => expect(kiosk.core?.venue?.state.hub).toBe('connected'), PATIENCE);

/** Adds a device by its name, and returns the code that the other kiosk scans. */
async function codeFor({ session }: Running, name: string): Promise<string> {
  const added = await session.addHubDevice({ name, passphrase: PASSPHRASE });
  if (!added.ok) throw new Error(added.problem);
  expect(added).toMatchObject({ name, isInForce: true });
  return added.code;
}

const scan = async ({ session }: Running, raw: string) =>
  (await session.scan({ raw, source: 'typed' })).outcome;

test('hosts, lets a second kiosk join by its code, ends its access, hosts again after a restart, and stops', async () => {
  const north = await runKiosk('North gate');
  expect(await north.session.getHubHost({})).toEqual({ ok: true, is: 'off' });
  expect(await north.session.getHubPlaces({})).toMatchObject({
    ok: true,
    places: placesToListen(),
  });
  const hub = await host(north);
  expect(hub).toMatchObject({
    url: `tls://${net.isIPv6(HERE) ? `[${HERE}]` : HERE}:${hub.port}`,
    isUp: true,
    hasLostAddress: false,
    devices: [{ name: 'North gate', isThis: true }],
  });
  await hears(north);

  const south = await runKiosk('South gate');
  const code = await codeFor(north, 'South gate');
  const joined = await south.session.applyProvisioning({ code, passphrase: PASSPHRASE, pin: null });
  expect(joined).toMatchObject({ ok: true, brought: 'hub' });
  await hears(south);
  expect(await scan(north, 'TEST-ONCE')).toBe('queued');
  expect(await scan(south, 'TEST-ONCE')).toBe('already-checked-in');
  expect(await scan(south, 'TEST-OTHER')).toBe('queued');
  expect(await scan(north, 'TEST-OTHER')).toBe('already-checked-in');

  const [own, other] = (await hubOf(north)).devices ?? [];
  expect(other).toMatchObject({ name: 'South gate', isThis: false });
  expect(await north.session.endHubAccess({ id: own?.id ?? '' })).toEqual({
    ok: false,
    problem: 'own-device',
  });
  expect(await north.session.endHubAccess({ id: other?.id ?? '' })).toEqual({ ok: true });
  expect(await north.session.endHubAccess({ id: other?.id ?? '' })).toEqual({ ok: true });
  await vi.waitFor(
    () => expect(south.kiosk.core?.venue?.state.hub).not.toBe('connected'),
    PATIENCE,
  );
  expect((await hubOf(north)).devices).toMatchObject([{ name: 'North gate' }]);

  await north.kiosk.close();
  await expectFree(hub.port);
  const again = await runKiosk('North gate', { dataDir: north.dataDir });
  expect(await hubOf(again)).toMatchObject({ url: hub.url, devices: [{ name: 'North gate' }] });
  await hears(again);

  expect(await again.session.stopHosting({})).toEqual({ ok: true, isKept: true });
  expect(await again.session.getHubHost({})).toEqual({ ok: true, is: 'off' });
  await expectFree(hub.port);
  expect(await scan(again, 'TEST-ALONE')).toBe('queued');
  // Its line is still good, and it isn't joined a second time.
  expect(await host(again)).toMatchObject({ url: hub.url, devices: [own] });
  await hears(again);
});

test('a line is in no answer, no log and no file but the sealed place of its own device', async () => {
  const north = await runKiosk('North gate');
  const said: unknown[] = [];
  north.kiosk.subscribe((_, data) => said.push(data));
  said.push(await host(north));
  said.push(await north.session.addHubDevice({ name: 'South', passphrase: PASSPHRASE }));
  said.push(await hubOf(north), await north.session.getSettings({}));
  const { hubJoin } = north.kiosk.settings.forScreen;
  await north.session.stopHosting({});
  await north.kiosk.close();
  for (const secret of [hubJoin?.seed ?? 'none', hubJoin?.secret ?? 'none']) {
    expect(JSON.stringify(said)).not.toContain(secret);
  }
  expect(filesWith(north.dataDir, hubJoin?.seed ?? 'none')).toEqual(['device.join']);
  const logs = ['kiosk.log', 'hub.log'].map((name) =>
    readFileSync(path.join(north.dataDir, 'logs', name), 'utf8'),
  );
  expect(logs[0]).toContain('this kiosk hosts the hub');
  for (const log of logs) expect(log).not.toContain(hubJoin?.secret ?? 'none');
});

test('what is wrong with a device that is added is told before it is joined', async () => {
  const north = await runKiosk('North gate');
  const add = (name: string, passphrase = PASSPHRASE) =>
    north.session.addHubDevice({ name, passphrase });
  expect(await add('South')).toEqual({ ok: false, problem: 'not-hosting' });
  await host(north);
  expect(await add('north GATE')).toEqual({ ok: false, problem: 'bad-name', why: 'taken' });
  expect(await add(' ')).toEqual({ ok: false, problem: 'bad-name', why: 'not-accepted' });
  expect(await add('South', 'short')).toMatchObject({ ok: false, problem: 'weak-passphrase' });
  expect((await hubOf(north)).devices).toHaveLength(1);
});

test('a kiosk whose name another device has joins its hub by that with a number', async () => {
  const dataDir = temporaryFolder();
  await joinDevice(new HubFolder(dataDir), { name: 'North gate', port: null, listen: HERE });
  const north = await runKiosk('North gate', { dataDir });
  expect((await host(north)).devices).toMatchObject([
    { name: 'North gate', isThis: false },
    { name: 'North gate 2', isThis: true },
  ]);
});

test('a kiosk without a location hosts all the same', async () => {
  const unnamed = await runKiosk('');
  expect((await host(unnamed)).devices).toMatchObject([{ name: 'Kiosk', isThis: true }]);
});

test.each([
  { from: 'the screen', isGiven: false },
  { from: 'the environment', isGiven: true },
])('a kiosk that has joined another hub from $from leaves that first', async ({ isGiven }) => {
  const running = await runKiosk(
    'North gate',
    isGiven ? { environment: { hubJoin: JOIN_LINE } } : {},
  );
  const { session } = running;
  if (!isGiven) await session.saveSettings({ values: { hubJoin: JOIN_LINE }, waitingScans: null });
  const elsewhere = { ok: false, problem: 'joined-elsewhere', isGiven };
  expect(await session.getHubPlaces({})).toEqual(elsewhere);
  expect(await session.hostHub({ listen: HERE })).toEqual(elsewhere);
  expect(existsSync(path.join(running.dataDir, 'hub-host.json'))).toBe(false);
  if (isGiven) return;
  await session.saveSettings({ values: { hubJoin: '' }, waitingScans: null });
  await host(running);
});

test.each<[string, (dataDir: string) => unknown, string, object]>([
  ['there is no nats-server', () => noServer(), HERE, { is: 'no-server' }],
  [
    'it is no nats-server',
    () => vi.stubEnv('KIOSK_HUB_SERVER', '/bin/true'),
    HERE,
    { is: 'bad-server', program: '/bin/true' },
  ],
  [
    'the address is another machine’s',
    () => {},
    '192.0.2.77',
    { is: 'no-such-address', address: '192.0.2.77' },
  ],
  [
    'a command is the hub already',
    async (dataDir) => onTestFinished(await new HubFolder(dataDir).takeAsHub()),
    HERE,
    { is: 'runs-already' },
  ],
  ['hub.json is damaged', (dataDir) => damage(dataDir, 'hub.json'), HERE, DAMAGED('hub.json')],
  [
    'devices.json is damaged',
    (dataDir) => damage(dataDir, 'devices.json'),
    HERE,
    DAMAGED('devices.json'),
  ],
  ['nats-server ends at once', () => endingServer(), HERE, { is: 'server-fails' }],
])('%s: it is told, nothing is hosted, and scans go on', async (_, make, listen, why) => {
  const running = await runKiosk('North gate');
  await make(running.dataDir);
  const { session } = running;
  expect(await session.hostHub({ listen })).toEqual({ ok: false, problem: 'cannot-host', why });
  expect(await session.getHubHost({})).toEqual({ ok: true, is: 'off' });
  expect(existsSync(path.join(running.dataDir, 'hub-host.json'))).toBe(false);
  expect(await session.getSettings({})).toMatchObject({ hub: null });
  expect(await scan(running, 'TEST-STILL')).toBe('queued');
});

test('a hub that can’t start with the kiosk is tried again, and staff see why meanwhile', async () => {
  const before = await runKiosk('North gate');
  const { port, url } = await host(before);
  await before.kiosk.close();
  const inTheWay = net.createServer().listen(port, HERE);
  onTestFinished(() => void inTheWay.close());
  const again = await runKiosk('North gate', { dataDir: before.dataDir });
  const why = { is: 'port-in-use', port };
  await vi.waitFor(async () => {
    expect(await again.session.getHubHost({})).toEqual({ ok: true, is: 'failed', why });
  }, PATIENCE);
  expect(await again.session.getStaffOverview({})).toMatchObject({ hubHostProblem: why });
  expect(await scan(again, 'TEST-STILL')).toBe('queued');
  await new Promise((resolve) => inTheWay.close(resolve));
  expect(await hubOf(again)).toMatchObject({ url });
  expect(await again.session.getStaffOverview({})).toMatchObject({ hubHostProblem: null });
});

test('a damaged memory of hosting loses nothing: the kiosk hosts', async () => {
  const before = await runKiosk('North gate');
  const { url } = await host(before);
  await before.kiosk.close();
  writeFileSync(path.join(before.dataDir, 'hub-host.json'), '{ torn');
  const again = await runKiosk('North gate', { dataDir: before.dataDir });
  expect(await hubOf(again)).toMatchObject({ url });
});

test('a kiosk is wiped only once it hosts no longer, and then with everything of the hub', async () => {
  const running = await runKiosk('North gate', { environment: { apiKey: '' } });
  const { session, dataDir } = running;
  await session.saveSettings({ values: { apiKey: 'cat_kept_here' }, waitingScans: null });
  await host(running);
  const hosts = { ok: false, problem: 'hosts-hub' };
  expect(await session.wipeDevice({ loseWaiting: true })).toEqual(hosts);
  await session.stopHosting({});
  expect(await session.wipeDevice({ loseWaiting: true })).toEqual({ ok: true });
  for (const name of ['hub', 'hub-host.json', 'device.join']) {
    expect(existsSync(path.join(dataDir, name)), name).toBe(false);
  }
});

function DAMAGED(file: string) {
  return { is: 'damaged', file };
}

async function damage(dataDir: string, file: string) {
  await joinDevice(new HubFolder(dataDir), { name: 'Other', port: null, listen: HERE });
  writeFileSync(path.join(dataDir, 'hub', file), '{');
}

function noServer() {
  vi.stubEnv('KIOSK_HUB_SERVER', '');
  vi.stubEnv('PATH', temporaryFolder());
}

/** A program that says of itself that it is nats-server, and ends. */
function endingServer() {
  const file = path.join(temporaryFolder(), 'nats-server');
  writeFileSync(file, '#!/bin/sh\necho "nats-server: v2.10.0"\n', { mode: 0o700 });
  vi.stubEnv('KIOSK_HUB_SERVER', file);
}

/** Resolves if nothing listens on the port any more. */
async function expectFree(port: number) {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HERE, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}
