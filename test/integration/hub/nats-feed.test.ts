import { randomBytes, randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Claim, HubNews } from '../../../electron/core/hub/claim-hub.ts';
import { beatSubject, CLAIMS, claimSubject } from '../../../shared/hub/subjects.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { BareHub } from '../../fixtures/bare-hub.ts';
import { cuttableProxy } from '../../fixtures/cuttable-proxy.ts';
import { joinedDevice } from '../../fixtures/joined-device.ts';
import { LeapingClock } from '../../fixtures/leaping-clock.ts';
import { whyNoHub } from '../../fixtures/running-hub.ts';
import { BEAT, newClaim } from './fixtures/said.ts';

const WITHIN_MS = 5000;

const whyNot = whyNoHub();
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

async function startHub(): Promise<BareHub> {
  const server = await BareHub.start();
  onTestFinished(() => server.end());
  return server;
}

/** What a device was told, short: the scans in order, and where it began anew. */
function inShort(news: readonly HubNews[]): string[] {
  return news.flatMap((each) => {
    if (each.is === 'claim') return [each.claim.scanId];
    return each.is === 'restarted' ? ['restarted'] : [];
  });
}

test('the feed tells each claim once, over a server that was killed and a start in its middle', async () => {
  const server = await startHub();
  const writer = joinedDevice(await server.join());
  await writer.stateIs('connected');
  const claims = [newClaim('Gate A'), newClaim('Gate A'), newClaim('Gate A'), newClaim('Gate A')];
  const ids = claims.map(({ scanId }) => scanId);
  const claim = async (index: number) => {
    const { is } = await writer.hub.claim(claims[index] as Claim, WITHIN_MS);
    expect(is).toBe('won');
  };
  await claim(0);
  await claim(1);
  const join = await server.join();
  const all = joinedDevice(join, { from: 0 });
  const rest = joinedDevice(join, { from: 1 });
  await all.told((news) => expect(inShort(news)).toEqual(ids.slice(0, 2)));
  await server.kill();
  await writer.stateIs('connecting');
  await all.stateIs('connecting');
  await server.start();
  await writer.stateIs('connected');
  await claim(2);
  await all.told((news) => expect(inShort(news)).toEqual(ids.slice(0, 3)));
  await claim(3);
  await all.told((news) => expect(inShort(news)).toEqual(ids));
  await rest.told((news) => expect(inShort(news)).toEqual(ids.slice(1)));
  const sequences = all.news.flatMap((each) => (each.is === 'claim' ? [each.sequence] : []));
  expect(sequences).toEqual([1, 2, 3, 4]);
});

test('a hub that comes back empty is told from its beginning, and so is one that has fewer than was told', async () => {
  const server = await startHub();
  const device = joinedDevice(await server.join(), { from: 0 });
  await device.stateIs('connected');
  const before = newClaim('Gate A');
  await device.hub.claim(before, WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual([before.scanId]));
  await server.kill();
  server.empty();
  await server.start();
  await device.told((news) => expect(inShort(news)).toEqual([before.scanId, 'restarted']));
  await device.stateIs('connected');
  await device.hub.claim(before, WITHIN_MS);
  await device.told((news) => expect(inShort(news).slice(2)).toEqual([before.scanId]));
  const stale = joinedDevice(await server.join(), { from: 5000 });
  await stale.told((news) => expect(inShort(news)).toEqual(['restarted', before.scanId]));
});

test('a hub that has lost its last claims and taken others since is told from its beginning', async () => {
  const server = await startHub();
  const way = await cuttableProxy(server.port);
  const join = await server.join();
  const device = joinedDevice({ ...join, addresses: [way.address] }, { from: 0 });
  await device.stateIs('connected');
  const claims = [newClaim('Gate A'), newClaim('Gate A'), newClaim('Gate A')] as const;
  const [kept, lost, other] = claims.map(({ scanId }) => scanId);
  await device.hub.claim(claims[0], WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual([kept]));
  await server.kill();
  server.copy();
  await server.start();
  await device.stateIs('connected');
  await device.hub.claim(claims[1], WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual([kept, lost]));
  way.cut();
  await server.kill();
  server.putBack();
  await server.start();
  const { scanId, location, key } = claims[2];
  const text = JSON.stringify({ device: join.device, scanId, location });
  await server.write(claimSubject(key), text);
  way.heal();
  await device.told((news) =>
    expect(inShort(news)).toEqual([kept, lost, 'restarted', kept, other]),
  );
});

test('a stream that is made anew under a device that goes on is noticed, and so is a lost consumer', async () => {
  const server = await startHub();
  const device = joinedDevice(await server.join(), { from: 0 });
  await device.stateIs('connected');
  const claims = [newClaim('Gate A'), newClaim('Gate A'), newClaim('Gate A')] as const;
  const [first, second, third] = claims.map(({ scanId }) => scanId);
  await device.hub.claim(claims[0], WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual([first]));
  const manager = await jetstreamManager(server.admin);
  for await (const { name } of manager.consumers.list(CLAIMS)) {
    await manager.consumers.delete(CLAIMS, name);
  }
  await device.hub.claim(claims[1], WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual([first, second]));
  await manager.streams.delete(CLAIMS);
  await server.makeStreams();
  await device.hub.claim(claims[2], WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual([first, second, 'restarted', third]));
});

test('a feed that falls silent goes on when the server does, and tells nothing twice', async () => {
  const server = await startHub();
  const device = joinedDevice(await server.join(), { from: 0 });
  await device.stateIs('connected');
  const claims = [newClaim('Gate A'), newClaim('Gate A')] as const;
  await device.hub.claim(claims[0], WITHIN_MS);
  await device.told((news) => expect(news).toHaveLength(1));
  server.freeze();
  await device.told(() => expect(device.logged.join()).toContain('silent'));
  server.thaw();
  await device.told(() => expect(device.hub.state).toBe('connected'));
  await device.hub.claim(claims[1], WITHIN_MS);
  await device.told((news) => expect(inShort(news)).toEqual(claims.map(({ scanId }) => scanId)));
});

test('after its machine has slept a device connects anew and catches up', async () => {
  const server = await startHub();
  const writer = joinedDevice(await server.join());
  const clock = new LeapingClock();
  const sleeper = joinedDevice(await server.join(), { from: 0, clock });
  await writer.stateIs('connected');
  await sleeper.stateIs('connected');
  const claim = newClaim('Gate A');
  await writer.hub.claim(claim, WITHIN_MS);
  await sleeper.told((news) => expect(inShort(news)).toEqual([claim.scanId]));
  clock.leap(3_600_000);
  await sleeper.told(() => expect(sleeper.logged.join()).toContain('has slept'));
  await sleeper.stateIs('connected');
  const next = newClaim('Gate A');
  await writer.hub.claim(next, WITHIN_MS);
  await sleeper.told((news) => expect(inShort(news)).toEqual([claim.scanId, next.scanId]));
});

test('ages go by the hub’s clock, whatever a device’s own one shows', async () => {
  const server = await startHub();
  const [wrong, right] = [await server.join(), await server.join()];
  const writer = joinedDevice(right);
  await writer.stateIs('connected');
  const claim = newClaim('Gate A');
  await writer.hub.claim(claim, WITHIN_MS);
  const claimedAt = performance.now();
  const device = joinedDevice(wrong, { from: 0, clock: new LeapingClock(0) });
  await device.stateIs('connected');
  device.hub.beat(BEAT);
  await device.told((news) => expect(news.map(({ is }) => is)).toContain('beat'));
  const answer = await device.hub.claim({ ...claim, scanId: randomUUID() }, WITHIN_MS);
  const passed = performance.now() - claimedAt;
  if (answer.is !== 'lost') throw new Error(answer.is);
  expect(answer.holder.agoMs).toBeGreaterThan(0);
  // It was taken a little before `claimedAt`, and the beat's way tells the hub's time within its own duration.
  expect(Math.abs(answer.holder.agoMs - passed)).toBeLessThan(2000);
});

test('a device that is new to a hub is told of old claims by their true age, before any beat', async () => {
  const server = await startHub();
  const writer = joinedDevice(await server.join());
  await writer.stateIs('connected');
  await writer.hub.claim(newClaim('Gate A'), WITHIN_MS);
  const claimedAt = performance.now();
  const join = await server.join();
  await until(() => expect(performance.now() - claimedAt).toBeGreaterThan(2000));
  const device = joinedDevice(join, { from: 0, clock: new LeapingClock(0) });
  const [heard] = await device.told((news) => expect(news).toHaveLength(1)).then(() => device.news);
  if (heard?.is !== 'claim') throw new Error(heard?.is);
  const passed = performance.now() - claimedAt;
  expect(heard.claim.agoMs).toBeGreaterThan(1000);
  expect(heard.claim.agoMs).toBeLessThan(passed + 1000);
});

test('devices hear each other’s beats, and a new one the last of each', async () => {
  const server = await startHub();
  const [one, two] = [await server.join(), await server.join()];
  const a = joinedDevice(one, { from: 0 });
  await a.stateIs('connected');
  const heard = (queued: number) => ({
    is: 'beat',
    device: one.device,
    beat: { ...BEAT, queued },
    at: expect.any(Number),
    agoMs: expect.any(Number),
  });
  a.hub.beat({ ...BEAT, queued: 1 });
  await a.told((news) => expect(news).toEqual([heard(1)]));
  a.hub.beat({ ...BEAT, queued: 2 });
  await a.told((news) => expect(news).toEqual([heard(1), heard(2)]));
  const b = joinedDevice(two, { from: 0 });
  await b.told((news) => expect(news).toEqual([heard(2)]));
});

test('what can’t be read is left out and logged once without what it says; names become one short line', async () => {
  const server = await startHub();
  const join = await server.join();
  const key = () => randomBytes(16).toString('hex');
  const { device } = join;
  const longName = JSON.stringify({
    device,
    scanId: 'named',
    location: `A\n\u202eB${'x'.repeat(900)}`,
  });
  await server.write(claimSubject(key()), 'no JSON: swordfish');
  await server.write(claimSubject(key()), '{"device":"swordfish","scanId":"swordfish"}');
  await server.write(
    claimSubject('short'),
    JSON.stringify({ device, scanId: 'x', location: null }),
  );
  await server.write(
    beatSubject(device),
    JSON.stringify({ ...BEAT, id: 'x', queued: 'swordfish' }),
  );
  await server.write(claimSubject(key()), longName);
  const reader = joinedDevice(join, { from: 0 });
  await reader.told((news) => expect(inShort(news)).toEqual(['named']));
  expect(reader.news).toHaveLength(1);
  const [claim] = reader.news.flatMap((each) => (each.is === 'claim' ? [each.claim] : []));
  expect(claim?.location).toMatch(/^A Bx+…$/);
  expect(claim?.location?.length).toBeLessThanOrEqual(201);
  const log = reader.logged.join('\n');
  expect(log.match(/can’t read/g)).toHaveLength(1);
  expect(log).not.toContain('swordfish');
});
