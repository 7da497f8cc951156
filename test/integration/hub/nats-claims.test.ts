import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { claimSubject } from '../../../shared/hub/subjects.ts';
import { BareHub } from '../../fixtures/bare-hub.ts';
import { joinedDevice } from '../../fixtures/joined-device.ts';
import { whyNoHub } from '../../fixtures/running-hub.ts';
import { newClaim } from './fixtures/said.ts';

/** Long enough for a busy machine; a test of the budget itself gives another one. */
const WITHIN_MS = 5000;

const whyNot = whyNoHub();
let server: BareHub;
beforeAll(async () => {
  if (whyNot) return;
  server = await BareHub.start();
  return () => server.end();
});
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

async function twoDevices() {
  const [first, second] = [await server.join(), await server.join()];
  const a = joinedDevice(first);
  const b = joinedDevice(second);
  await a.stateIs('connected');
  await b.stateIs('connected');
  return { a: a.hub, b: b.hub, first, second };
}

test('the first device has a scan, and the second one reads who', async () => {
  const { a, b, first } = await twoDevices();
  const claim = newClaim('Gate A');
  expect(await a.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
  const theirs = { ...claim, scanId: randomUUID(), location: 'Gate B' };
  const answer = await b.claim(theirs, WITHIN_MS);
  expect(answer).toMatchObject({ is: 'lost', holder: { ...claim, device: first.device } });
  if (answer.is !== 'lost') return;
  expect(Math.abs(answer.holder.at - Date.now())).toBeLessThan(WITHIN_MS);
  expect(answer.holder.agoMs).toBeLessThan(WITHIN_MS);
});

test('a claim that is repeated is won again, and so it is after the server has forgotten its id', async () => {
  const { a, first } = await twoDevices();
  const claim = newClaim();
  expect(await a.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
  expect(await a.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
  const longAgo = newClaim();
  const { scanId, location } = longAgo;
  const text = JSON.stringify({ device: first.device, scanId, location });
  await server.write(claimSubject(longAgo.key), text);
  expect(await a.claim(longAgo, WITHIN_MS)).toEqual({ is: 'won' });
});

test('one scan with two keys claims both', async () => {
  const { a, b } = await twoDevices();
  const claim = newClaim();
  const corrected = { ...claim, key: newClaim().key };
  expect(await a.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
  expect(await a.claim(corrected, WITHIN_MS)).toEqual({ is: 'won' });
  const theirs = { ...corrected, scanId: randomUUID() };
  expect(await b.claim(theirs, WITHIN_MS)).toMatchObject({ is: 'lost' });
});

test('a device’s own earlier claim, and that of another one with its join line, come back with its own name', async () => {
  const join = await server.join();
  const [one, other] = [joinedDevice(join), joinedDevice(join)];
  await one.stateIs('connected');
  await other.stateIs('connected');
  const claim = newClaim();
  expect(await one.hub.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
  const later = { ...claim, scanId: randomUUID() };
  const lost = { is: 'lost', holder: { device: join.device, scanId: claim.scanId } };
  expect(await one.hub.claim(later, WITHIN_MS)).toMatchObject(lost);
  expect(await other.hub.claim(later, WITHIN_MS)).toMatchObject(lost);
});

test('of two devices that claim the same in one moment, exactly one has it', async () => {
  const { a, b } = await twoDevices();
  const contested = Array.from({ length: 100 }, () => newClaim());
  const answers = await Promise.all(
    contested.map(async (claim) => {
      const theirs = { ...claim, scanId: randomUUID() };
      const both = await Promise.all([a.claim(claim, WITHIN_MS), b.claim(theirs, WITHIN_MS)]);
      return both.map(({ is }) => is).sort();
    }),
  );
  expect(answers).toEqual(contested.map(() => ['lost', 'won']));
});

test('what takes a claim back bears the name of the device that has sent it', async () => {
  const { a, b, first, second } = await twoDevices();
  const claim = newClaim();
  await a.claim(claim, WITHIN_MS);
  expect(await a.takeBack(claim.key, claim.scanId)).toBe(true);
  expect(await a.takeBack(claim.key, claim.scanId)).toBe(true);
  // Another scan of the same key wasn't taken back by that.
  expect(await a.takeBack(claim.key, randomUUID())).toBe(false);
  // The hub lets each device say it under its own name only, and the others see that this one is not the holder.
  expect(await b.takeBack(claim.key, claim.scanId)).toBe(true);
  const follower = joinedDevice(await server.join(), { from: 0 });
  const said = (device: string) => ({
    is: 'void',
    sequence: expect.any(Number),
    device,
    key: claim.key,
    scanId: claim.scanId,
  });
  await follower.told((news) => {
    const voids = news.filter((each) => each.is === 'void' && each.key === claim.key);
    expect(voids).toEqual([said(first.device), said(second.device)]);
  });
});

test('a holder that nobody can read is told as such, at once', async () => {
  const { a } = await twoDevices();
  const claim = newClaim();
  await server.write(claimSubject(claim.key), '{"device":"somebody","location":7}');
  const from = performance.now();
  expect(await a.claim(claim, 10 * WITHIN_MS)).toEqual({ is: 'unreadable' });
  expect(performance.now() - from).toBeLessThan(5 * WITHIN_MS);
});

test('a claim that no device could read isn’t made', async () => {
  const { a, b } = await twoDevices();
  const claim = newClaim();
  const bad = { ...claim, scanId: 'x'.repeat(5000) };
  expect(await a.claim(bad, WITHIN_MS)).toEqual({ is: 'late' });
  expect(await b.claim(claim, WITHIN_MS)).toEqual({ is: 'won' });
});
