import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { findTestServer } from '../../../build/test-servers.ts';
import { makeCertificate } from '../../../electron/hub/certificate.ts';
import { HubFolder } from '../../../electron/hub/hub-folder.ts';
import { HubServer, HubServerError } from '../../../electron/hub/hub-server.ts';
import { settleIdentity } from '../../../electron/hub/settle-identity.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { listening } from '../../fixtures/loopback-server.ts';
import { joinOf, startTestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { connectDevice, newKey } from './fixtures/device.ts';

const whyNot = whyNoHub();

beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

test('a hub that is started again has its port, its devices and its claims', async () => {
  const hub = await startTestHub();
  const [line, lost] = [await hub.join('North'), await hub.join('Stolen')];
  await hub.revoke('Stolen');
  const key = newKey();
  const before = await connectDevice(line);
  await before.claim(key);
  await hub.end();
  await before.connection.closed();
  // Joining needs no hub that runs.
  const south = await hub.join('South');
  expect(joinOf(south).addresses).toEqual(joinOf(line).addresses);
  await hub.again();
  const after = await connectDevice(line);
  expect(await after.holder(key)).toBe(after.id);
  await expect((await connectDevice(south)).claim(key)).rejects.toThrow(/per subject/);
  await expect(connectDevice(lost)).rejects.toThrow(/authorization/i);
});

test('a server that is killed is started again, with its claims', async () => {
  const hub = await startTestHub();
  const line = await hub.join('North');
  const one = await connectDevice(line);
  const key = newKey();
  await one.claim(key);
  const killed = hub.serverPid() ?? 0;
  process.kill(killed, 'SIGKILL');
  await one.connection.closed();
  await until(() => expect(hub.said.at(-1)).toBe('The hub takes claims again.'), 20_000);
  expect(hub.said[0]).toBe("The hub's server has ended (SIGKILL). It is started again.");
  expect(hub.serverPid()).not.toBe(killed);
  const again = await connectDevice(line);
  expect(await again.holder(key)).toBe(again.id);
  await expect(again.claim(key)).rejects.toThrow(/per subject/);
  // What is joined later is let in by the new server as well.
  await (await connectDevice(await hub.join('South'))).claim(newKey());
});

test('a server that hangs is ended and started again, with its claims', async () => {
  const hub = await startTestHub({ patience: { everyMs: 20, answerMs: 1000, misses: 2 } });
  const line = await hub.join('North');
  const key = newKey();
  await (await connectDevice(line)).claim(key);
  const frozen = hub.serverPid() ?? 0;
  process.kill(frozen, 'SIGSTOP');
  await until(() => expect(hub.said.at(-1)).toBe('The hub takes claims again.'), 20_000);
  expect(hub.said.slice(0, 2)).toEqual([
    "The hub's server does not answer, so it is ended.",
    "The hub's server has ended (SIGKILL). It is started again.",
  ]);
  expect(hub.serverPid()).not.toBe(frozen);
  const again = await connectDevice(line);
  expect(await again.holder(key)).toBe(again.id);
});

test('a node that hangs while it waits for the others is ended and started again', {
  timeout: 90_000,
}, async () => {
  const folder = new HubFolder(temporaryFolder());
  const listen = '127.0.0.1';
  const nodes = [listen, '127.0.0.2', '127.0.0.3'];
  const settled = await folder.change(() => settleIdentity(folder, { port: null, listen }));
  const identity = { ...settled, cluster: { nodes, ...(await makeCertificate(nodes)) } };
  const said: string[] = [];
  const server = new HubServer({
    program: findTestServer('nats-server') ?? '',
    folder,
    identity,
    listen: () => {},
    tell: (sentence) => void said.push(sentence),
    patience: { everyMs: 20, answerMs: 1000, misses: 2 },
  });
  const starting = server.start([]).catch((error: unknown) => error);
  onTestFinished(async () => {
    await server.end();
    expect(await starting).toBeInstanceOf(HubServerError);
  });
  await until(() => expect(said).toEqual([expect.stringMatching(/^This node waits/)]), 30_000);
  const frozen = server.pid ?? 0;
  process.kill(frozen, 'SIGSTOP');
  await until(() => {
    expect(said.slice(1)).toEqual([
      "The hub's server does not answer, so it is ended.",
      "The hub's server is started again.",
      expect.stringMatching(/^This node waits/),
    ]);
  }, 30_000);
  expect(server.pid).not.toBe(frozen);
});

test('a hub whose port or address is gone says so, and starts once it is back', async () => {
  const hub = await startTestHub();
  await hub.join('North');
  await hub.end();
  const folder = new HubFolder(hub.dataDir);
  const identity = folder.identity();
  if (!identity) throw new Error('no identity');
  const other = net.createServer();
  await listening(other, identity.port);
  await expect(hub.again()).rejects.toThrow(/is in use, and this hub's devices know it by/);
  other.close();
  folder.saveIdentity({ ...identity, listen: '192.0.2.77' });
  await expect(hub.again()).rejects.toThrow(/^--listen must be an address of this machine/);
  folder.saveIdentity(identity);
  await hub.again();
  await connectDevice(await hub.join('South'));
});

test('a list of devices that is damaged while the hub runs lets nobody in and throws nobody out', async () => {
  const hub = await startTestHub();
  const line = await hub.join('North');
  const one = await connectDevice(line);
  const { devicesFile } = new HubFolder(hub.dataDir);
  writeFileSync(devicesFile, '{"version":1,"dev');
  await until(() => expect(hub.said).toHaveLength(1));
  expect(hub.said[0]).toContain(`${path.join('hub', 'devices.json')} is damaged.`);
  await expect(hub.join('South')).rejects.toThrow(/is damaged/);
  await one.claim(newKey());
});
