import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { findTestServer } from '../../../build/test-servers.ts';
import { joinDevice } from '../../../electron/hub/devices.ts';
import { HubFolder } from '../../../electron/hub/hub-folder.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { DeviceProcess } from '../../fixtures/device-process.ts';
import { coreSettings } from '../../fixtures/running-core.ts';
import { joinOf, startTestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { zoneWhereItIsNoon } from '../../torture/settings.ts';

/*
 * Machines that sleep: every process on one stands still for longer than after which a device counts as gone. All devices
 * are processes of their own, without internet.
 */

const MAIN = path.resolve(import.meta.dirname, '../../../build/hub.ts');
/** After how long a device that sleeps is called gone, milliseconds. */
const GONE_MS = 15_000;
/** Longer than that, for a machine that is busy. */
const PATIENCE_MS = 60_000;
/** How soon after waking a device knows what the others have claimed meanwhile, milliseconds. */
const KNOWS_MS = 5000;
const HOUR = 3_600_000;
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

vi.setConfig({ testTimeout: 180_000 });
const whyNot = whyNoHub();
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

async function startDevice(
  location: string,
  line: string,
  clockOff: string | null = null,
): Promise<DeviceProcess> {
  const settings = coreSettings(NOWHERE, {
    ...{ location, hubJoin: joinOf(line), hubWaitMs: 500 },
    // No clock that jumps makes it another day.
    timeZone: zoneWhereItIsNoon(new Date()),
  });
  const start = { settings, dataDir: temporaryFolder(), watches: true };
  const device = new DeviceProcess(start, clockOff);
  onTestFinished(() => device.close());
  await reaches(device);
  // From here on it knows that Confera can't be asked.
  await device.scan(`OWN-${location}`);
  return device;
}

const reaches = (device: DeviceProcess) =>
  until(async () => expect(await device.hub()).toBe('connected'), PATIENCE_MS);

async function presenceOf(other: DeviceProcess, by: DeviceProcess): Promise<string | undefined> {
  const id = await other.deviceId;
  return (await by.view())?.devices.find(({ deviceId }) => deviceId === id)?.presence;
}

const isHere = (other: DeviceProcess, by: DeviceProcess) =>
  until(async () => expect(await presenceOf(other, by)).toBe('here'), PATIENCE_MS);

const allOffered = (device: DeviceProcess) =>
  until(async () => expect(await device.leftToOffer()).toBe(0), PATIENCE_MS);

test('a device that has slept calls nobody gone, and soon lets in nobody whom another gate has let in meanwhile', async () => {
  const hub = await startTestHub();
  const clockOff = path.join(temporaryFolder(), 'clock-off');
  writeFileSync(clockOff, '0');
  const sleeper = await startDevice('gate-a', await hub.join('gate-a'), clockOff);
  const other = await startDevice('gate-b', await hub.join('gate-b'));
  await Promise.all([isHere(sleeper, other), isHere(other, sleeper)]);

  sleeper.freeze();
  const sleptAt = Date.now();
  const badges = Array.from({ length: 200 }, (_, n) => `BADGE-${n}`);
  for (const badge of badges) expect(await other.scan(badge)).toMatchObject({ outcome: 'queued' });
  await until(async () => expect(await presenceOf(sleeper, other)).toBe('gone'), PATIENCE_MS);
  // It wakes with a clock that is an hour behind.
  writeFileSync(clockOff, String(-HOUR));
  sleeper.thaw();

  const wokeAt = performance.now();
  const told: { outcome: string; atMs: number }[] = [];
  const firstAt: number[] = [];
  for (const badge of badges) {
    const atMs = performance.now() - wokeAt;
    const { outcome, first } = await sleeper.scan(badge);
    told.push({ outcome, atMs });
    if (first) firstAt.push(first.at + HOUR);
  }
  // Whoever was let in by mistake came right after it woke. It learns of one badge after the other, while others come.
  const mistakes = told.filter(({ outcome }) => outcome === 'queued');
  const others = told.filter(({ outcome }) => outcome !== 'queued');
  expect(others.filter(({ outcome }) => outcome !== 'already-checked-in')).toEqual([]);
  expect(mistakes.filter(({ atMs }) => atMs > KNOWS_MS)).toEqual([]);
  expect(mistakes.length).toBeLessThan(badges.length);
  // How long ago the others were let in goes by the hub's clock, to a second or two of the way.
  expect(Math.min(...firstAt)).toBeGreaterThan(sleptAt - 5000);
  expect(Math.max(...firstAt)).toBeLessThanOrEqual(Date.now());
  await Promise.all([isHere(sleeper, other), isHere(other, sleeper)]);
  expect(await sleeper.gone()).toEqual([]);
  await allOffered(sleeper);
  const doubles = [await sleeper.view(), await other.view()].map(
    (view) => view?.devices.find(({ isThis }) => isThis)?.letInTwice,
  );
  expect(doubles).toEqual([mistakes.length, 0]);
});

test('when the hub’s machine has slept, claims stay, no device is called gone, and who came in twice is listed', async () => {
  const hub = await startHubProcess();
  const one = await startDevice('gate-a', await hub.join('gate-a'));
  const other = await startDevice('gate-b', await hub.join('gate-b'));
  await Promise.all([isHere(one, other), isHere(other, one)]);
  expect(await one.scan('BADGE-1')).toMatchObject({ outcome: 'queued' });
  const server = hub.serverPid();

  hub.freeze();
  const bothAreAlone = async () => {
    for (const device of [one, other]) {
      const { is, silentMs = 0 } = (await device.view())?.hub ?? {};
      expect(is).toBe('unreachable');
      expect(silentMs).toBeGreaterThan(GONE_MS);
    }
  };
  await until(bothAreAlone, PATIENCE_MS);
  expect(await one.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  expect(await other.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  hub.thaw();

  await Promise.all([reaches(one), reaches(other)]);
  await Promise.all([isHere(one, other), isHere(other, one)]);
  await Promise.all([allOffered(one), allOffered(other)]);
  expect(await other.scan('BADGE-1')).toMatchObject({
    outcome: 'already-checked-in',
    first: { location: 'gate-a' },
  });
  expect(hub.serverPid()).toBe(server);
  expect(await Promise.all([one.gone(), other.gone()])).toEqual([[], []]);
  const listed = async () => {
    const views = await Promise.all([one.view(), other.view()]);
    expect(views.flatMap((view) => view?.letInTwice)).toMatchObject([{ codeTail: 'E-2' }]);
  };
  await until(listed, PATIENCE_MS);
});

/** The hub's command with its server, which stand still together. */
async function startHubProcess() {
  const dataDir = temporaryFolder();
  const folder = new HubFolder(dataDir);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, '--data-dir', dataDir],
    {
      env: { PATH: process.env.PATH, KIOSK_HUB_SERVER: findTestServer('nats-server') ?? '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const serverPid = () => Number(readFileSync(folder.pid, 'utf8'));
  const both = (signal: NodeJS.Signals) => {
    for (const pid of [child.pid ?? 0, serverPid()]) process.kill(pid, signal);
  };
  onTestFinished(async () => {
    both('SIGCONT');
    child.kill('SIGTERM');
    await ended;
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    serverPid,
    freeze: () => both('SIGSTOP'),
    thaw: () => both('SIGCONT'),
    join: async (name: string) => {
      const { line } = await joinDevice(folder, { name, port: null, listen: null });
      await folder.untilInForce();
      return line;
    },
  };
}
