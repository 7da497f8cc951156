import { spawn } from 'node:child_process';
import { randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { nkeys } from '@nats-io/transport-node';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openNatsHub } from '../../../electron/core/hub/nats/nats-hub.ts';
import { fingerprintOf } from '../../../electron/core/hub/nats/pinned-certificate.ts';
import { systemClock } from '../../../electron/core/system/clock.ts';
import { makeCertificate } from '../../../electron/hub/certificate.ts';
import { type HubJoin, writeJoinLine } from '../../../shared/hub/join-line.ts';
import { BareHub, type ShownCertificate, startBareHub } from '../../fixtures/bare-hub.ts';
import { cuttableProxy } from '../../fixtures/cuttable-proxy.ts';
import { impostor, turningAddress } from '../../fixtures/impostor.ts';
import { joinedDevice } from '../../fixtures/joined-device.ts';
import { listening } from '../../fixtures/loopback-server.ts';
import { whyNoHub } from '../../fixtures/running-hub.ts';
import { BEAT, newClaim } from './fixtures/said.ts';
import { timed } from './fixtures/timed.ts';

const WITHIN_MS = 5000;
/** The longest that a person waits for the hub, and what a busy machine may add to it. */
const BUDGET_MS = 500;
const BUSY_MS = 1500;

const whyNot = whyNoHub();
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

test('a server that hangs is late within the budget, then out of reach at once, and asked again when it goes on', async () => {
  const server = await startBareHub();
  const device = joinedDevice(await server.join());
  await device.stateIs('connected');
  server.freeze();
  const claim = newClaim();
  const first = await timed(device.hub.claim(claim, BUDGET_MS));
  expect(first.result).toEqual({ is: 'late' });
  expect(first.ms).toBeLessThan(BUDGET_MS + BUSY_MS);
  await device.stateIs('connecting');
  const second = await timed(device.hub.claim(claim, 60_000));
  expect(second.result).toEqual({ is: 'unreachable' });
  expect(second.ms).toBeLessThan(BUSY_MS);
  await device.told(() => expect(device.logged.join()).toContain('does not answer'));
  server.thaw();
  await device.stateIs('connected');
  // The server had the first one in its hands, and knows it again.
  expect(await device.hub.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
});

test('a claim whose answer was lost is won when it is repeated', async () => {
  const server = await startBareHub();
  const proxy = await cuttableProxy(server.port);
  const join = await server.join();
  const device = joinedDevice({ ...join, addresses: [proxy.address] });
  await device.stateIs('connected');
  const claim = newClaim();
  proxy.swallow();
  expect(await device.hub.claim(claim, BUDGET_MS)).toEqual({ is: 'late' });
  proxy.cut();
  proxy.heal();
  await device.stateIs('connecting');
  await device.stateIs('connected');
  expect(await device.hub.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
  const other = joinedDevice(await server.join());
  await other.stateIs('connected');
  const theirs = { ...claim, scanId: randomUUID() };
  expect(await other.hub.claim(theirs, WITHIN_MS)).toMatchObject({
    is: 'lost',
    holder: { scanId: claim.scanId },
  });
});

test('a device is cut off when it is revoked, and stays so', async () => {
  const server = await startBareHub();
  const join = await server.join();
  const device = joinedDevice(join);
  await device.stateIs('connected');
  await server.revoke(join);
  await device.stateIs('connecting');
  await device.told(() => expect(device.logged.join()).toContain('key-refused'));
  expect(await device.hub.claim(newClaim(), WITHIN_MS)).toEqual({ is: 'unreachable' });
  expectNoSecrets(device.logged, join);
});

test('only the certificate of the join line is trusted, under the hub’s name alone', async () => {
  const [server, other] = [await startBareHub(), await startBareHub()];
  const join = await server.join();
  const foreign = joinedDevice({ ...join, fingerprint: (await other.join()).fingerprint });
  await foreign.told(() => expect(foreign.logged.join()).toContain('other-certificate'));
  expect(foreign.hub.state).toBe('connecting');
  const misnamed = await BareHub.start(certificateOfAnother());
  onTestFinished(() => misnamed.end());
  const device = joinedDevice(await misnamed.join());
  await device.told(() => expect(device.logged.join()).toContain('other-certificate'));
  expectNoSecrets(foreign.logged, join);
});

test('to a server that takes the hub’s place after the first look nothing is said', async () => {
  const server = await startBareHub();
  const join = await server.join();
  const other = await turningAddress(server.port);
  const device = joinedDevice({ ...join, addresses: [other.address] });
  await device.told(() => expect(device.logged.join()).toContain('other-certificate'));
  await device.told(() => expect(other.met).toBeGreaterThan(0));
  expect(other.heard).toBe('');
  expect(device.hub.state).toBe('connecting');
});

test('to a server without TLS nothing is said', async () => {
  const server = await startBareHub();
  const join = await server.join();
  let heard = '';
  const plain = net.createServer((socket) => {
    socket.on('data', (data) => {
      heard += data;
    });
    socket.on('error', () => {});
    socket.write(`INFO {"server_id":"x","version":"2.10.0","proto":1,"nonce":"abc"}\r\n`);
  });
  const { port } = new URL(await listening(plain));
  const device = joinedDevice({ ...join, addresses: [`127.0.0.1:${port}`] });
  await device.told(() => expect(device.logged.join()).toContain('no-tls'));
  expect(heard).toBe('');
  expect(device.hub.state).toBe('connecting');
});

test('what is no NATS comes to an end without an answer, and is written nowhere', async () => {
  const shown = await makeCertificate();
  const server = await impostor(shown, 'HTTP/1.1 400 Bad Request\r\n\r\n');
  const join: HubJoin = {
    addresses: [server.address],
    fingerprint: fingerprintOf(new X509Certificate(shown.certificate).raw),
    device: 'k3v9x2m7',
    seed: new TextDecoder().decode(nkeys.createUser().getSeed()),
    secret: Buffer.alloc(32).toString('base64url'),
  };
  const script = path.join(import.meta.dirname, 'fixtures/device-process.ts');
  const device = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { KIOSK_HUB_JOIN: writeJoinLine(join) },
  });
  const [stdout, stderr] = await Promise.all([text(device.stdout), text(device.stderr)]);
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: 'no-answer\n' });
  expect(server.heard).toMatch(/^CONNECT /);
});

test('the address that answers is used, whatever the others do', async () => {
  const server = await startBareHub();
  const join = await server.join();
  const silent = net.createServer(() => {});
  const { port: silentPort } = new URL(await listening(silent));
  const addresses = ['127.0.0.1:1', `127.0.0.1:${silentPort}`, 'no.such.host.invalid:4222'];
  const device = joinedDevice({ ...join, addresses: [...addresses, ...join.addresses] });
  await device.stateIs('connected');
  expect(await device.hub.claim(newClaim(), WITHIN_MS)).toEqual({ is: 'won' });
});

test('without a hub the first answer comes at once, and so does the end', async () => {
  const silent = net.createServer(() => {});
  const { port } = new URL(await listening(silent));
  const server = await startBareHub();
  const device = joinedDevice({ ...(await server.join()), addresses: [`127.0.0.1:${port}`] });
  const asked = await timed(device.hub.claim(newClaim(), 60_000));
  expect(asked.result).toEqual({ is: 'unreachable' });
  expect(asked.ms).toBeLessThan(BUSY_MS);
  expect(await device.hub.takeBack(newClaim().key, 'x')).toBe(false);
  const closed = await timed(device.hub.close());
  expect(closed.ms).toBeLessThan(BUSY_MS);
  expect(device.hub.state).toBe('none');
});

test('a device may be closed, with something on its way, in the moment in which the hub ends', async () => {
  const server = await startBareHub();
  const joins = [await server.join(), await server.join(), await server.join()];
  const devices = joins.map((join) => joinedDevice(join, { from: 0 }));
  for (const { stateIs, hub, told } of devices) {
    await stateIs('connected');
    hub.beat(BEAT);
    await told((news) => expect(news).not.toEqual([]));
  }
  await server.kill();
  // The client would throw what no caller can catch, if something was written on a connection that it closes then.
  const closed = devices.map(({ hub }) => {
    hub.beat(BEAT);
    return hub.close();
  });
  await Promise.all(closed);
  expect(devices.map(({ hub }) => hub.state)).toEqual(['none', 'none', 'none']);
});

test('a damaged seed is told in the log, without the line', async () => {
  const server = await startBareHub();
  const join = await server.join();
  const { seed } = join;
  const damaged = {
    ...join,
    seed: seed.slice(0, 20) + (seed[20] === 'A' ? 'B' : 'A') + seed.slice(21),
  };
  const device = joinedDevice(damaged);
  await device.told(() => expect(device.logged.join()).toContain('damaged-join-line'));
  expect(await device.hub.claim(newClaim(), WITHIN_MS)).toEqual({ is: 'unreachable' });
  expectNoSecrets(device.logged, damaged);
});

test('a listener that fails ends neither the feed nor the state', async () => {
  const server = await startBareHub();
  const logged: unknown[] = [];
  const write = (...said: unknown[]) => void logged.push(said);
  const log = { info: write, warn: write, error: write };
  const hub = openNatsHub({ join: await server.join(), clock: systemClock, log });
  onTestFinished(() => hub.close());
  const states: string[] = [];
  hub.onState((state) => {
    states.push(state);
    throw new Error('the listener of states is broken');
  });
  const told: number[] = [];
  hub.follow(0, (news) => {
    if (news.is === 'claim') told.push(news.sequence);
    throw new Error('the listener of news is broken');
  });
  const device = joinedDevice(await server.join());
  await device.stateIs('connected');
  await device.hub.claim(newClaim(), WITHIN_MS);
  await device.hub.claim(newClaim(), WITHIN_MS);
  await device.told(() => expect(told).toEqual([1, 2]));
  expect(states).toEqual(['connected']);
});

function expectNoSecrets(logged: readonly string[], { seed, secret, fingerprint }: HubJoin) {
  expect(logged).not.toEqual([]);
  for (const text of [seed, secret, fingerprint]) expect(logged.join('\n')).not.toContain(text);
}

/** A certificate whose fingerprint the devices have, for another name than the hub's. */
function certificateOfAnother(): ShownCertificate {
  const file = (name: string) =>
    readFileSync(path.join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');
  const certificate = file('server.pem');
  return { certificate, key: file('server.key'), trusted: file('ca.pem'), name: 'localhost' };
}
