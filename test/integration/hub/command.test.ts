import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { findTestServer } from '../../../build/test-servers.ts';
import { isProgram } from '../../../electron/core/system/find-program.ts';
import { HubFolder } from '../../../electron/hub/hub-folder.ts';
import { readCode } from '../../../electron/provisioning/code-text.ts';
import { isHubAlone } from '../../../electron/provisioning/contents.ts';
import { openCode } from '../../../electron/provisioning/seal.ts';
import { wipeFolder } from '../../../electron/settings/wipe-folder.ts';
import { filesWith } from '../../e2e/fixtures/folder-contents.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { listening } from '../../fixtures/loopback-server.ts';
import { joinOf, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { connectDevice, newKey } from './fixtures/device.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../build/hub.ts');
const COMMAND = ['--disable-warning=ExperimentalWarning', MAIN];
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
const whyNot = whyNoHub();
const KEY = 'cat_live_never_passed_on';
const PASSPHRASE = 'correct horse battery';

// Each test starts several processes, one after the other.
vi.setConfig({ testTimeout: 90_000 });

beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const server = findTestServer('nats-server') ?? '';
  return { PATH: process.env.PATH, HOME: process.env.HOME, KIOSK_HUB_SERVER: server, ...more };
}

/** Runs the command to its end. */
function hub(dataDir: string, args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...COMMAND, ...args, '--data-dir', dataDir],
    { env: environment(env), encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stdout, stderr };
}

/** Runs the command to its end, while others may run, too. */
async function hubMeanwhile(dataDir: string, args: string[]) {
  const child = spawn(process.execPath, [...COMMAND, ...args, '--data-dir', dataDir], {
    env: environment(),
    timeout: 60_000,
  });
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await ended;
  return { status, stdout, stderr };
}

/** Starts the hub, and resolves once it has said where it is. */
async function start(dataDir: string, ...args: string[]) {
  const child = spawn(process.execPath, [...COMMAND, '--data-dir', dataDir, ...args], {
    env: environment({ CONFERA_API_KEY: KEY, KIOSK_PASSPHRASE: KEY, KIOSK_HUB_JOIN: KEY }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await until(() => expect(stdout, stderr).toContain('\n'), 30_000);
  return { child, ended, said: () => ({ stdout, stderr }) };
}

const serverPid = (dataDir: string) =>
  Number(readFileSync(path.join(dataDir, 'hub/nats-server.pid'), 'utf8'));

test('joins before and while the hub runs, lists and revokes, and ends with its server', async () => {
  const dataDir = temporaryFolder();
  const first = hub(dataDir, ['join', 'North gate', '--port', '0']);
  expect(first).toMatchObject({ status: 0 });
  expect(first.stdout).toMatch(/^KIOSK_HUB_JOIN=hub1\.\S+\n$/);
  expect(first.stderr).toMatch(/^The hub listens on 127\.0\.0\.1, where no other machine reaches/);
  const [address] = joinOf(first.stdout).addresses;

  const running = await start(dataDir);
  expect(running.said().stdout).toBe(`hub tls://${address}\n`);
  expect(hub(dataDir, [])).toMatchObject({ status: 4, stdout: '' });
  expect(hub(dataDir, ['nodes', '192.0.2.7', '192.0.2.8', '192.0.2.9'])).toEqual({
    status: 4,
    stdout: '',
    stderr: 'The hub is running here. End it first, then name its nodes again.\n',
  });
  expect(hub(dataDir, ['join', 'East', '--listen', '0.0.0.0'])).toEqual({
    status: 4,
    stdout: '',
    stderr: 'The hub is running here. End it first, then give it another --port or --listen.\n',
  });
  const picture = path.join(dataDir, 'south.png');
  const sealed = { KIOSK_PASSPHRASE: PASSPHRASE };
  const second = hub(dataDir, ['join', 'South', '--qr', picture, '--expires', '2'], sealed);
  expect(second.stderr).toContain(`${picture}: a code for "South" alone, valid for 2 days. `);
  expect(statSync(picture).mode & 0o777).toBe(0o600);
  expect(second.stdout).toBe(`KIOSK_HUB_JOIN=${await lineIn(picture)}\n`);
  const key = newKey();
  await (await connectDevice(first.stdout)).claim(key);
  const south = await connectDevice(second.stdout);
  await expect(south.claim(key)).rejects.toThrow(/per subject/);

  const cut = south.connection.closed();
  const revoked = hub(dataDir, ['revoke', 'south']);
  expect(revoked).toEqual({
    status: 0,
    stdout: '',
    stderr: '"south" has no access to the hub any more.\n',
  });
  await cut;
  const listed = hub(dataDir, ['list']).stdout.trim().split('\n');
  expect(listed.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ name: 'North gate', revokedAt: null }),
    expect.objectContaining({ name: 'South', revokedAt: expect.any(Number) }),
  ]);

  const server = serverPid(dataDir);
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${server}/environ`, 'utf8')).not.toContain(KEY);
  }
  expect(filesWith(dataDir, KEY)).toEqual([]);
  for (const file of ['hub.json', 'devices.json', 'key.pem', 'nats-server.conf']) {
    expect(statSync(path.join(dataDir, 'hub', file)).mode & 0o777).toBe(0o600);
  }
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(isThere(server)).toBe(false);
});

test('a server that a killed command has left behind is ended by the next one', async () => {
  const dataDir = temporaryFolder();
  const killed = await start(dataDir);
  const left = serverPid(dataDir);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(isThere(left)).toBe(true);
  // It would still hold the port.
  const next = await start(dataDir);
  expect(serverPid(dataDir)).not.toBe(left);
  expect(next.said().stdout).toBe(killed.said().stdout);
});

test('a server that a killed command has left behind is ended by a wipe of the kiosk', async () => {
  const dataDir = temporaryFolder();
  const running = await start(dataDir);
  running.child.kill('SIGTERM');
  await running.ended;
  const config = path.join(dataDir, 'hub/nats-server.conf');
  const left = spawn(findTestServer('nats-server') ?? '', ['--config', config], {
    stdio: 'ignore',
  });
  const ended = once(left, 'exit');
  onTestFinished(() => void left.kill('SIGKILL'));
  await until(() => expect(serverPid(dataDir)).toBe(left.pid), 30_000);
  await wipeFolder(dataDir);
  await ended;
  expect(existsSync(path.join(dataDir, 'hub'))).toBe(false);
});

test('1 while the hub that runs does not notice a change, and no word of success', async () => {
  const dataDir = temporaryFolder();
  hub(dataDir, ['join', 'North']);
  // A hub that does nothing but be there.
  onTestFinished(await new HubFolder(dataDir).takeAsHub());
  const notNoticed =
    /^The list of devices is saved, but the hub that runs has not noticed it in ten seconds and goes by the old one\. End the hub and start it again: .*hub\.log.*\n/;
  const [revoked, joined] = await Promise.all([
    hubMeanwhile(dataDir, ['revoke', 'North']),
    hubMeanwhile(dataDir, ['join', 'South']),
  ]);
  expect(revoked).toMatchObject({ status: 1, stdout: '' });
  expect(revoked.stderr).toMatch(notNoticed);
  expect(revoked.stderr).not.toContain('no access');
  // The line is kept nowhere else, and good once the hub has noticed.
  expect(joined.stdout).toMatch(/^KIOSK_HUB_JOIN=hub1\.\S+\n$/);
  expect(joined).toMatchObject({ status: 1, stderr: expect.stringMatching(notNoticed) });
});

describe('one plain line and the exit code', () => {
  const busy = async () => {
    const taken = new URL(await listening(net.createServer())).port;
    return ['--port', taken];
  };

  test.each<[string, () => string[] | Promise<string[]>, number, RegExp]>([
    [
      '2 for another task',
      () => ['dance'],
      2,
      /^The hub takes join NAME, revoke NAME, list or nodes A B C/,
    ],
    [
      '2 for an address of another machine',
      () => ['--listen', '192.0.2.77'],
      2,
      /^--listen must be/,
    ],
    [
      '2 for another kind of picture',
      () => ['join', 'North', '--qr', 'north.jpg'],
      2,
      /^--qr must name a file that ends with \.png or \.svg, not "north\.jpg"/,
    ],
    [
      '2 for a code in a picture of a revoked device',
      () => ['revoke', 'North', '--qr', 'north.png'],
      2,
      /^revoke takes no --qr and no --expires/,
    ],
    [
      '2 for a node that no other machine reaches',
      () => ['nodes', '192.0.2.7', '192.0.2.8', '127.0.0.1'],
      2,
      /^nodes needs addresses at which the machines reach each other in the venue's network, not 127/,
    ],
    ['2 for a port in use', busy, 2, /^port \d+ is in use; choose another with --port/],
  ])('%s', async (_, args, status, why) => {
    const ended = hub(temporaryFolder(), await args());
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(why);
    expect(ended.stderr.trim()).not.toContain('\n');
  });

  test('1 for a damaged file, which it leaves as it is', () => {
    const dataDir = temporaryFolder();
    hub(dataDir, ['join', 'North']);
    const file = path.join(dataDir, 'hub/hub.json');
    writeFileSync(file, '{');
    const ended = hub(dataDir, ['join', 'South']);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^\S+hub\.json is damaged\. Put back a copy .*\n$/);
    expect(readFileSync(file, 'utf8')).toBe('{');
  });

  test('2 for a server that is none, 6 for no server at all', ({ skip }) => {
    const bad = hub(temporaryFolder(), [], { KIOSK_HUB_SERVER: '/bin/true' });
    expect(bad).toMatchObject({ status: 2, stdout: '' });
    expect(bad.stderr).toMatch(/^KIOSK_HUB_SERVER must be the path of nats-server 2\.9 or newer/);
    skip(isProgram('/usr/sbin/nats-server'), 'a nats-server is installed here');
    const empty = temporaryFolder();
    const nowhere = { KIOSK_HUB_SERVER: '', PATH: empty, XDG_CACHE_HOME: empty };
    const none = hub(temporaryFolder(), [], nowhere);
    expect(none).toMatchObject({ status: 6, stdout: '' });
    expect(none.stderr.trim().split('\n').at(-1)).toMatch(/^There is no nats-server here\. /);
  });
});

/** The line in the sealed code that a picture shows. */
async function lineIn(picture: string): Promise<string> {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  const [code] = await readBarcodes(readFileSync(picture), { formats: ['QRCode'] });
  const read = readCode(code?.text ?? '');
  if (!read.ok) throw new Error(read.problem);
  const opened = await openCode(read.code, PASSPHRASE, Date.now() + 47 * 3_600_000);
  if (!opened.ok || !isHubAlone(opened.contents)) throw new Error('another code');
  return opened.contents.hub;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
