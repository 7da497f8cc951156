import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { headers, nkeys } from '@nats-io/transport-node';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificate } from '../../../electron/hub/certificate.ts';
import { HubFolder } from '../../../electron/hub/hub-folder.ts';
import {
  beatSubject,
  CLAIMS,
  claimSubject,
  FLEET,
  inboxOf,
  voidSubject,
} from '../../../shared/hub/subjects.ts';
import { filesWith } from '../../e2e/fixtures/folder-contents.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { joinOf, startTestHub, type TestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { connectDevice, newKey } from './fixtures/device.ts';

const whyNot = whyNoHub();
const REFUSED = /permission/i;
/** The server's code for a second message on a subject. */
const SECOND = 10_077;

let hub: TestHub;
let north: string;
let south: string;

beforeAll(async () => {
  if (whyNot) return;
  hub = await startTestHub({
    dataDir: mkdtempSync(path.join(tmpdir(), 'kiosk-test-')),
    ends: false,
  });
  north = await hub.join('North');
  south = await hub.join('South');
  return async () => {
    await hub.end();
    rmSync(hub.dataDir, { recursive: true, force: true });
  };
}, 60_000);

beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

describe('a claim', () => {
  test('is given to the first device, and the server itself refuses the second', async () => {
    const [one, two] = [await connectDevice(north), await connectDevice(south)];
    const key = newKey();
    await one.claim(key, { msgID: 'scan-1' });
    await expect(two.claim(key, { msgID: 'scan-2' })).rejects.toMatchObject({ code: SECOND });
    await expect(one.claim(key, { msgID: 'scan-3' })).rejects.toMatchObject({ code: SECOND });
    // An answer that was lost is asked for again.
    expect(await one.claim(key, { msgID: 'scan-1' })).toMatchObject({ duplicate: true });
    expect(await two.holder(key)).toBe(one.id);
  });

  test('of twenty at once has one winner', async () => {
    const [one, two] = [await connectDevice(north), await connectDevice(south)];
    const key = newKey();
    const tries = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? one : two).claim(key, { msgID: newKey(), body: `try ${n}` }),
    );
    const ended = await Promise.allSettled(tries);
    const winners = ended.flatMap(({ status }, n) => (status === 'fulfilled' ? [`try ${n}`] : []));
    expect(winners).toHaveLength(1);
    expect(await one.holder(key)).toBe(winners[0]);
  });

  test('is neither overwritten, deleted nor purged by a device', async () => {
    const [one, two] = [await connectDevice(north), await connectDevice(south)];
    const key = newKey();
    const { seq } = await one.claim(key);
    const rollup = headers();
    rollup.set('Nats-Rollup', 'sub');
    two.connection.publish(claimSubject(key), 'mine', { headers: rollup });
    two.connection.publish(claimSubject(key), 'mine');
    await two.connection.flush();
    for (const task of ['PURGE', 'MSG.DELETE', 'DELETE', 'UPDATE']) {
      const body = JSON.stringify({ seq, name: CLAIMS });
      expect(await two.refusalOf(`$JS.API.STREAM.${task}.${CLAIMS}`, body)).toMatch(REFUSED);
    }
    expect(await two.holder(key)).toBe(one.id);
  });

  test('is neither deleted nor purged by the hub itself', async () => {
    const one = await connectDevice(north);
    const key = newKey();
    const { seq } = await one.claim(key);
    const seed = new HubFolder(hub.dataDir).identity()?.hostSeed ?? '';
    const host = await connectDevice(north, { seed });
    const { streams } = await jetstreamManager(host.connection);
    await expect(streams.purge(CLAIMS)).rejects.toThrow(/purge not permitted/);
    await expect(streams.deleteMessage(CLAIMS, seq)).rejects.toThrow(/delete not permitted/);
    expect(await one.holder(key)).toBe(one.id);
  });
});

test('a device beats and takes back claims for itself alone, and hears no other one’s answers', async () => {
  const [one, two] = [await connectDevice(north), await connectDevice(south)];
  const key = newKey();
  for (const subject of [beatSubject(one.id), voidSubject(one.id, key), `other.${key}`]) {
    expect(await two.refusalOf(subject, 'x')).toMatch(REFUSED);
  }
  await expect(two.refusalOf(beatSubject(two.id), 'x')).rejects.toThrow('was taken');
  await expect(two.refusalOf(voidSubject(two.id, key), 'x')).rejects.toThrow('was taken');
  const listening = two.connection.subscribe(`${inboxOf(one.id)}.>`);
  expect((await listening.closed)?.message).toMatch(REFUSED);
  const manager = await jetstreamManager(one.connection, { checkAPI: false });
  const voids = await manager.direct.getMessage(CLAIMS, { last_by_subj: `voids.*.${key}` });
  expect(voids?.subject).toBe(voidSubject(two.id, key));
  const beat = await manager.direct.getMessage(FLEET, { last_by_subj: 'fleet.*' });
  expect(beat?.subject).toBe(beatSubject(two.id));
});

describe('no claim can be made', () => {
  test.each([
    ['without a key', { seed: null }, /authorization/i],
    [
      'with a key that the hub doesn’t know',
      { seed: seedOf(nkeys.createUser()) },
      /authorization/i,
    ],
    ['by who asks for another name', { name: 'another.internal' }, /Hostname|altnames/],
  ])('%s', async (_, changes, why) => {
    await expect(connectDevice(north, changes)).rejects.toThrow(why);
  });

  test('by who trusts another certificate', async () => {
    const { certificate } = await makeCertificate();
    await expect(connectDevice(north, { certificate })).rejects.toThrow(/certificate/);
  });

  test('in plain text: the server hangs up and takes nothing', async () => {
    const [address = ''] = joinOf(north).addresses;
    const socket = net.connect(Number(address.split(':')[1]), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const heard: Buffer[] = [];
    socket.on('data', (piece) => heard.push(piece));
    socket.on('error', () => {});
    const key = newKey();
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`CONNECT {"verbose":true}\r\nPUB ${claimSubject(key)} 1\r\nx\r\nPING\r\n`);
    await ended;
    expect(Buffer.concat(heard).toString()).not.toMatch(/\+OK|PONG/);
    expect(await (await connectDevice(north)).holder(key)).toBeNull();
  });
});

test('a revoked device is cut off and stays out, and no other one notices', async () => {
  const line = await hub.join('Stolen');
  const [lost, other] = [await connectDevice(line), await connectDevice(north)];
  await lost.claim(newKey());
  const cut = lost.connection.closed();
  await hub.revoke('Stolen');
  await cut;
  await expect(connectDevice(line)).rejects.toThrow(/authorization/i);
  // Its name is free, and its old line stays worthless.
  const again = await hub.join('stolen');
  expect(joinOf(again).device).not.toBe(joinOf(line).device);
  await (await connectDevice(again)).claim(newKey());
  await expect(connectDevice(line)).rejects.toThrow(/authorization/i);
  await other.claim(newKey());
  expect(other.connection.isClosed()).toBe(false);
});

test('no secret is on the server’s command line, in its environment or in a file that it writes', async () => {
  const { seed, secret } = joinOf(north);
  const hostSeed = new HubFolder(hub.dataDir).identity()?.hostSeed ?? '';
  expect(filesWith(hub.dataDir, seed)).toEqual([]);
  for (const kept of [secret, hostSeed]) {
    expect(filesWith(hub.dataDir, kept)).toEqual(['hub/hub.json']);
  }
  if (process.platform !== 'linux') return;
  const pid = await until(() => hub.serverPid() ?? Promise.reject(new Error('no server')));
  const about = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'));
  expect(about[0]).toContain('nats-server.conf');
  for (const kept of [seed, secret, hostSeed]) expect(about.join()).not.toContain(kept);
  const names = about[1]?.split('\0').map((entry) => entry.split('=')[0]);
  expect(['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', '']).toEqual(
    expect.arrayContaining(names ?? []),
  );
});

afterAll(() => expect(whyNot ? [] : hub.said).toEqual([]));

function seedOf(keys: ReturnType<typeof nkeys.createUser>): string {
  return new TextDecoder().decode(keys.getSeed());
}
