import { jetstreamManager } from '@nats-io/jetstream';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { HubHealth } from '../../../electron/core/hub/claim-hub.ts';
import { systemClock } from '../../../electron/core/system/clock.ts';
import { Kiosk } from '../../../electron/kiosk/kiosk.ts';
import { preflight } from '../../../electron/kiosk/preflight.ts';
import { askHub } from '../../../electron/preflight/ask-hub.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import type { HubJoin } from '../../../shared/hub/join-line.ts';
import { CLAIMS, FLEET } from '../../../shared/hub/subjects.ts';
import { startBareHub } from '../../fixtures/bare-hub.ts';
import { joinedDevice } from '../../fixtures/joined-device.ts';
import { joinOf, startTestHub, type TestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { timed } from './fixtures/timed.ts';

/** How the hub is, asked beside a kiosk as the command does it, and on the connection that a kiosk has already. */

const WITHIN_MS = 3000;
/** What a busy machine may add. */
const BUSY_MS = 3000;

const whyNot = whyNoHub();
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

/** Asks as the command does. */
const asked = (join: HubJoin) => askHub(join, systemClock);

const troubleOf = (health: HubHealth) =>
  health.is === 'out-of-reach' ? health.trouble : health.is;
const portOf = ({ url }: TestHub) => Number(new URL(url).port);

test('a device that has joined no hub has none', async () => {
  expect(await askHub(null, systemClock)).toEqual({ is: 'none' });
});

test('a hub that answers is well, and hears neither a claim nor a presence', async () => {
  const server = await startBareHub();
  const join = await server.join();
  // A hub may have addresses where it can't be reached from here.
  const [address = ''] = join.addresses;
  const health = await asked({ ...join, addresses: ['127.0.0.1:1', address] });
  expect(health).toEqual({ is: 'well', address, tookMs: expect.any(Number) });
  const { streams } = await jetstreamManager(server.admin);
  for (const stream of [CLAIMS, FLEET]) {
    expect((await streams.info(stream)).state.last_seq).toBe(0);
  }
});

test('what answers in the hub’s place with another certificate isn’t the hub', async () => {
  const hub = await startTestHub();
  const join = joinOf(await hub.join('North'));
  await hub.end();
  expect(troubleOf(await asked(join))).toBe('refused');
  const other = await startTestHub({ port: portOf(hub) });
  expect(troubleOf(await asked(join))).toBe('other-certificate');
  expect(other.url).toBe(hub.url);
});

test('a device that was revoked is told so, and so is one whose line is damaged', async () => {
  const server = await startBareHub();
  const join = await server.join();
  await server.revoke(join);
  const revoked = await asked(join);
  expect(troubleOf(revoked)).toBe('key-refused');
  const middle = join.seed[20] === 'A' ? 'B' : 'A';
  const seed = `${join.seed.slice(0, 20)}${middle}${join.seed.slice(21)}`;
  const damaged = await asked({ ...join, seed });
  expect(troubleOf(damaged)).toBe('damaged-join-line');
  const told = JSON.stringify([revoked, damaged]);
  for (const secret of [join.seed, seed, join.secret]) expect(told).not.toContain(secret);
});

test('a server that hangs is waited for no longer than was said, on a new connection or on an old one', async () => {
  const server = await startBareHub();
  const join = await server.join();
  const device = joinedDevice(join);
  await device.stateIs('connected');
  server.freeze();
  const [onOld, onNew] = await Promise.all([
    timed(device.hub.health(WITHIN_MS)),
    timed(asked(join)),
  ]);
  expect([troubleOf(onOld.result), troubleOf(onNew.result)]).toEqual(['no-answer', 'no-answer']);
  expect(Math.max(onOld.ms, onNew.ms)).toBeLessThan(WITHIN_MS + BUSY_MS);
  server.thaw();
});

test('a server that keeps no claims any more isn’t well', async () => {
  const server = await startBareHub();
  const join = await server.join();
  await (await jetstreamManager(server.admin)).streams.delete(CLAIMS);
  expect(await asked(join)).toEqual({
    is: 'out-of-reach',
    addresses: join.addresses,
    trouble: 'no-claims',
  });
});

test('a device that is connected tells how the hub is now, whatever it was before', async () => {
  const hub = await startTestHub();
  const join = joinOf(await hub.join('North'));
  const { hub: asked, stateIs } = joinedDevice(join);
  await vi.waitFor(async () => expect((await asked.health(WITHIN_MS)).is).toBe('well'), 20_000);

  await hub.end();
  await stateIs('connecting');
  const { result, ms } = await timed(asked.health(60_000));
  expect(result).toEqual({ is: 'out-of-reach', addresses: join.addresses, trouble: 'refused' });
  expect(ms).toBeLessThan(BUSY_MS);

  // After another certificate the next try is five seconds away, unless somebody asks.
  const other = await startTestHub({ port: portOf(hub) });
  await vi.waitFor(async () => {
    expect(troubleOf(await asked.health(WITHIN_MS))).toBe('other-certificate');
  }, 20_000);
  await other.end();
  await hub.again();
  expect((await asked.health(60_000)).is).toBe('well');

  await hub.revoke('North');
  await stateIs('connecting');
  expect(troubleOf(await asked.health(60_000))).toBe('key-refused');

  const waiting = asked.health(60_000);
  await asked.close();
  expect([(await waiting).is, (await asked.health(60_000)).is]).toEqual(['none', 'none']);
});

test('a kiosk’s page is told of the hub that the kiosk has joined', async () => {
  const hub = await startTestHub();
  const dataDir = temporaryFolder();
  const environment = {
    // Nothing answers there, so that nothing else takes long.
    baseUrl: 'http://127.0.0.1:1',
    apiKey: 'cat_demo_all',
    location: 'gate-a',
    hubJoin: await hub.join('North'),
  };
  const keyStore = fileKeyStore(dataDir);
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const { core } = kiosk;
  const { forCore } = kiosk.settings;
  if (!core || !forCore.ok) throw new Error('the kiosk has not started');
  const found = async () => {
    const findings = await preflight(kiosk, core, forCore.settings);
    return findings.find(({ check }) => check === 'hub');
  };
  const address = new URL(hub.url).host;
  expect(await found()).toEqual({
    check: 'hub',
    is: 'connected',
    values: { address, ms: expect.any(Number) },
  });
  await hub.end();
  await vi.waitFor(() => expect(core.venue?.state.hub).toBe('connecting'), 20_000);
  expect(await found()).toMatchObject({ is: 'unreachable', values: { address } });
});
