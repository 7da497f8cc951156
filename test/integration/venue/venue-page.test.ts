import { nkeys } from '@nats-io/transport-node';
import { expect, onTestFinished, test, vi } from 'vitest';
import { checkHub } from '../../../electron/core/preflight/hub.ts';
import { Kiosk } from '../../../electron/kiosk/kiosk.ts';
import { KioskSession } from '../../../electron/kiosk/kiosk-session.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import { writeSavedSettings } from '../../../electron/settings/saved-settings.ts';
import { writeJoinLine } from '../../../shared/hub/join-line.ts';
import { MemoryHub } from '../../fixtures/memory-hub.ts';
import { joinOf, startTestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { joinAs, runGate } from './two-gates.ts';

/** What staff see of the venue on the page "Venue", at devices that are joined to one hub. */

/** Longer than anything takes here, for a machine that is busy. */
const SOON = { timeout: 20_000, interval: 20 };
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** The line of a device whose hub nobody runs. Its key is sound: a device with a damaged one is told to ask for another. */
const A_LINE = writeJoinLine({
  ...joinAs('aaaaaaaa'),
  seed: new TextDecoder().decode(nkeys.createUser().getSeed()),
});

type Gate = ReturnType<typeof runGate>;

const viewOf = ({ core }: Gate) => core.venueView();

/** Waits until a gate's page shows what is expected. */
const shows = (gate: Gate, expected: object) =>
  vi.waitFor(async () => expect(await viewOf(gate)).toMatchObject(expected), SOON);

test('a device without a hub has no venue', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const gate = runGate(simulator.url, 'gate-a', { settings: { hubJoin: null } });
  expect(await viewOf(gate)).toBeNull();
});

test('staff are shown it while their area is open, and only where there is a hub', async () => {
  const kioskWith = async (hubJoin: string | null) => {
    const dataDir = temporaryFolder();
    writeSavedSettings(dataDir, { baseUrl: NOWHERE, location: 'Gate A', deviceId: 'gate-a' });
    const environment = { apiKey: 'cat_demo_all', ...(hubJoin && { hubJoin }) };
    const keyStore = fileKeyStore(dataDir);
    const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore });
    onTestFinished(() => kiosk.close());
    await kiosk.start();
    await kiosk.pin.set('2468');
    await kiosk.pin.set('1357', 'steward');
    return { kiosk, session: new KioskSession(kiosk) };
  };
  const joined = await kioskWith(A_LINE);
  expect(joined.kiosk.state().hasHub).toBe(true);
  expect(await joined.session.answer('getVenue', {})).toEqual({ ok: false, problem: 'locked' });
  await joined.session.answer('unlockStaff', { pin: '1357' });
  expect(await joined.session.answer('getVenue', {})).toMatchObject({
    hub: { is: 'unreachable' },
    devices: [{ deviceId: 'gate-a', location: 'Gate A', isThis: true, presence: 'here' }],
    admitted: { total: 0, gates: [], atOtherGates: 0 },
    letInTwice: [],
  });
  // The page Now tells of the hub, too.
  expect(await joined.session.answer('getStaffOverview', {})).toMatchObject({
    hub: { is: 'unreachable' },
  });

  const alone = await kioskWith(null);
  expect(alone.kiosk.state().hasHub).toBe(false);
  await alone.session.answer('unlockStaff', { pin: '2468' });
  expect(await alone.session.answer('getVenue', {})).toEqual({ ok: false, problem: 'no-hub' });
  expect(await alone.session.answer('getStaffOverview', {})).toMatchObject({ hub: null });
});

test('the people of all gates, and who was let in twice', async () => {
  const hub = new MemoryHub();
  const a = runGate(NOWHERE, 'gate-a', { hub: hub.as('gate-a') });
  const b = runGate(NOWHERE, 'gate-b', { hub: hub.as('gate-b') });
  await a.scan('BADGE-1');
  hub.state = 'connecting';
  expect(await a.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  expect(await b.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  expect(await b.scan('BADGE-3')).toMatchObject({ outcome: 'queued' });
  hub.state = 'connected';
  // Both have let it in, and only one can be second.
  const seconds = () => [a, b].filter(({ core }) => core.outbox.claims.countLetInTwice() > 0);
  await vi.waitFor(() => expect(seconds()).toHaveLength(1), SOON);
  const [second, first] = seconds().includes(a) ? [a, b] : [b, a];
  const nameOf = (gate: Gate) => (gate === a ? 'gate-a' : 'gate-b');
  const { letInTwice } = (await viewOf(second)) ?? {};
  expect(letInTwice).toMatchObject([
    { codeTail: 'E-2', location: nameOf(second), first: { location: nameOf(first) } },
  ]);
  for (const gate of [a, b]) {
    await vi.waitFor(async () => {
      const { admitted } = (await viewOf(gate)) ?? {};
      expect(admitted?.gates).toEqual(
        expect.arrayContaining([
          { location: nameOf(first), count: 2 },
          { location: nameOf(second), count: 1 },
        ]),
      );
      expect(admitted?.total).toBe(3);
    }, SOON);
  }
  // The other gate learns by the next beat that it has happened, and not which badge it was.
  await shows(first, { letInTwice: [] });
  await vi.waitFor(async () => {
    const others = (await viewOf(first))?.devices.filter(({ isThis }) => !isThis);
    expect(others).toMatchObject([{ letInTwice: 1 }]);
  }, SOON);
});

const whyNot = whyNoHub();

test.skipIf(whyNot !== null)(
  'devices by a real hub: how they are, that it is gone, and that it refuses one of them',
  async () => {
    const hub = await startTestHub();
    const gateOf = async (name: string) => {
      const join = joinOf(await hub.join(name));
      return runGate(NOWHERE, name, { join, settings: { hubWaitMs: 500, deviceId: name } });
    };
    const [a, b] = await Promise.all([gateOf('gate-a'), gateOf('gate-b')]);
    await b.scan('BADGE-1');
    await b.statusIs(({ connection, queued }) => connection === 'offline' && queued === 1);
    const isWell = { storage: null, sharesJoin: false, formerId: null, letInTwice: 0 };
    await shows(a, {
      hub: { is: 'answers', aheadMs: 0 },
      devices: [
        { deviceId: 'gate-a', isThis: true, presence: 'here', queued: 0, ...isWell },
        { deviceId: 'gate-b', isThis: false, presence: 'here', queued: 1, ...isWell },
      ],
      admitted: { total: 1 },
    });
    const [, seen] = (await viewOf(a))?.devices ?? [];
    expect(seen).toMatchObject({ location: 'gate-b', connection: 'offline' });
    expect(seen?.lastScanMs).toBeGreaterThanOrEqual(0);
    expect(Math.abs(seen?.clockAheadMs ?? Number.NaN)).toBeLessThan(20_000);

    await hub.end();
    await shows(a, {
      hub: { is: 'unreachable' },
      devices: [{ presence: 'here' }, { deviceId: 'gate-b' }],
    });

    await hub.again();
    await shows(a, { hub: { is: 'answers' } });
    await hub.revoke('gate-a');
    await shows(a, { hub: { is: 'refused' } });
    await shows(b, { hub: { is: 'answers' } });
    const health = await a.core.venue?.health(SOON.timeout);
    expect(checkHub(health ?? { is: 'none' }).is).toBe('refused');
  },
);
