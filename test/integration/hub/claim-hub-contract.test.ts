import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type ClaimHub, type HubHealth, NO_HUB } from '../../../electron/core/hub/claim-hub.ts';
import { BareHub } from '../../fixtures/bare-hub.ts';
import { joinedDevice } from '../../fixtures/joined-device.ts';
import { whyNoHub } from '../../fixtures/running-hub.ts';
import { BEAT, newClaim } from './fixtures/said.ts';

const WITHIN_MS = 500;
/** What a busy machine may add. */
const BUSY_MS = 1500;

const whyNot = whyNoHub();
let server: BareHub;
beforeAll(async () => {
  if (whyNot) return;
  server = await BareHub.start();
  return () => server.end();
});
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

async function connected(): Promise<ClaimHub> {
  const device = joinedDevice(await server.join());
  await device.stateIs('connected');
  return device.hub;
}

async function outOfReach(): Promise<ClaimHub> {
  return joinedDevice({ ...(await server.join()), addresses: ['127.0.0.1:1'] }).hub;
}

async function hung(): Promise<ClaimHub> {
  const frozen = await BareHub.start();
  onTestFinished(() => frozen.end());
  const device = joinedDevice(await frozen.join());
  await device.stateIs('connected');
  frozen.freeze();
  return device.hub;
}

/** What the core relies on, whichever hub it has. */
describe.each<[string, () => Promise<ClaimHub>, HubHealth['is']]>([
  ['no hub', async () => NO_HUB, 'none'],
  ['a hub that is connected', connected, 'well'],
  ['a hub out of reach', outOfReach, 'out-of-reach'],
  ['a hub that hangs', hung, 'out-of-reach'],
])('%s', (_, open, health) => {
  test('tells how it is within its time', async () => {
    const hub = await open();
    const from = performance.now();
    expect((await hub.health(WITHIN_MS)).is).toBe(health);
    expect(performance.now() - from).toBeLessThan(WITHIN_MS + BUSY_MS);
  });

  test('answers each claim within its time, and the same one alike', async () => {
    const hub = await open();
    const claim = newClaim();
    const answers: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      const from = performance.now();
      answers.push((await hub.claim(claim, WITHIN_MS)).is);
      expect(performance.now() - from).toBeLessThan(WITHIN_MS + BUSY_MS);
    }
    expect(['won', 'late', 'unreachable']).toContain(answers[0]);
    expect(answers[1]).toBe(answers[0]);
  });

  test('neither throws nor rejects, whatever it is given', async () => {
    const hub = await open();
    const bad = { key: 'a key. with *', scanId: '\0', location: '\u202e'.repeat(9000) };
    expect(['late', 'unreachable']).toContain((await hub.claim(bad, WITHIN_MS)).is);
    expect(await hub.takeBack(bad.key, bad.scanId)).toBe(false);
    hub.beat({ ...BEAT, version: 'x'.repeat(90_000), queued: Number.NaN });
    hub.follow(Number.MAX_SAFE_INTEGER, () => {});
    hub.follow(0, () => {});
  });

  test('can be closed at any time, and answers after that as if there were none', async () => {
    const hub = await open();
    const under = hub.claim(newClaim(), WITHIN_MS);
    await Promise.all([hub.close(), hub.close()]);
    expect(['won', 'late', 'unreachable']).toContain((await under).is);
    expect(hub.state).toBe('none');
    expect(await hub.claim(newClaim(), WITHIN_MS)).toEqual({ is: 'unreachable' });
    expect(await hub.takeBack(newClaim().key, randomUUID())).toBe(false);
    expect(await hub.health(WITHIN_MS)).toEqual({ is: 'none' });
    hub.beat(BEAT);
    hub.follow(0, () => {});
    hub.onState(() => {});
  });
});
