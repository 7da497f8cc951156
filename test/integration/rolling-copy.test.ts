import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { copyKeyOf } from '../../electron/copy/copy-key.ts';
import { keepChoice } from '../../electron/core/copy/copy-choice.ts';
import { copyOwner, deviceFolder, makeDeviceFolder } from '../../electron/core/copy/copy-folder.ts';
import { SegmentSealer } from '../../electron/core/copy/segment.ts';
import { pastTakeOvers } from '../../electron/core/copy/taken-over.ts';
import { deviceIdentity } from '../../electron/core/system/device-identity.ts';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import { until } from '../e2e/fixtures/until.ts';
import { hurry, MAY_HURRY } from '../fixtures/hurried-time.ts';
import { coreSettings, type RunningCore, runCore } from '../fixtures/running-core.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { aScan } from '../unit/core/copy/a-scan.ts';

const PASSPHRASE = 'four words nobody guesses';
const MAIN = path.resolve(import.meta.dirname, '../../build/restore.ts');
const noMount = whyNoMount();

async function simulator() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  return sim;
}

/** To whom a copy is sealed that costs little to open. */
async function recipientOf(passphrase = PASSPHRASE) {
  const to = { cost: { memoryPower: 10, passes: 1 }, salt: Buffer.alloc(16, 3) };
  return { ...to, publicKey: (await copyKeyOf(passphrase, to)).publicKey };
}

/** Runs the command. */
function restore(args: string[], passphrase: string | null = PASSPHRASE) {
  const ran = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, ...args],
    {
      env: { PATH: process.env.PATH, ...(passphrase && { KIOSK_PASSPHRASE: passphrase }) },
      encoding: 'utf8',
      input: '',
      timeout: 60_000,
    },
  );
  return { ...ran, told: ran.stdout ? JSON.parse(ran.stdout) : null };
}

/** A core with a copy on a stick. */
async function copying(sim: Simulator, stick = temporaryFolder()) {
  const running = runCore(coreSettings(sim.url));
  const { core } = running;
  await core.copy.begin({ folder: stick, recipient: await recipientOf() });
  await nextWrite(running);
  const folder = deviceFolder(stick, core.deviceId);
  return { ...running, stick, folder };
}

type Copying = Awaited<ReturnType<typeof copying>>;

/** Has the copy written without waiting for its time. Resolves with what staff are told then. */
async function nextWrite({ core }: RunningCore) {
  await core.copy.writeNow();
  const { state } = core.copy;
  if (state.is === 'off') throw new Error('There is no copy');
  return state;
}

const segments = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ckcopy'))
    .sort();

/** Scans while Confera is out of reach, so that they wait. */
async function scanOffline(sim: Simulator, { scan }: Pick<RunningCore, 'scan'>, codes: string[]) {
  sim.setInternetGone(true);
  for (const code of codes) expect(await scan(code)).toMatchObject({ outcome: 'queued' });
}

/** What a device that takes over sends, and with which keys. */
async function sendAll(sim: Simulator, dataDir: string) {
  const { code, events } = await runGateOver('', {
    env: { CONFERA_BASE_URL: sim.url, CONFERA_API_KEY: 'cat_demo_all', KIOSK_DATA_DIR: dataDir },
  });
  expect(code).toBe(0);
  return events;
}

const keysOf = (running: RunningCore) =>
  running
    .rows()
    .map(({ idempotency_key }) => idempotency_key)
    .sort();

describe('the rolling copy', () => {
  test('holds what is new after half a minute, and another device sends it, each scan once', async () => {
    const sim = await simulator();
    const lost = await copying(sim);
    expect(await lost.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in' });
    await scanOffline(sim, lost, ['BADGE-2', 'BADGE-3']);
    const { writtenAt, ...written } = await nextWrite(lost);
    expect(written).toMatchObject({ problem: null, scans: 3 });
    const keys = keysOf(lost);

    const dataDir = temporaryFolder();
    const { status, told } = restore(['--from', lost.stick, '--data-dir', dataDir]);
    expect(status).toBe(0);
    expect(told).toEqual({
      ...{ event: 'taken-over', device: lost.core.deviceId, complete: true },
      ...{ unsent: 2, refused: 0, settled: 1, alreadyHere: 0 },
      until: new Date(writtenAt ?? 0).toISOString(),
    });
    expect(pastTakeOvers(dataDir)).toMatchObject([{ device: lost.core.deviceId, unsent: 2 }]);

    const other = runCore(coreSettings(sim.url), dataDir);
    expect(keysOf(other)).toEqual(keys);
    // The first scan tells it that Confera can't be asked.
    await scanOffline(sim, other, ['BADGE-4']);
    // But this device knows who was confirmed, and who was saved.
    expect(await other.scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in' });
    expect(await other.scan('BADGE-3')).toMatchObject({ outcome: 'already-checked-in' });
    await other.close();
    sim.setInternetGone(false);
    await sendAll(sim, dataDir);
    expect(
      sim
        .checkins()
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['BADGE-1', 'BADGE-2', 'BADGE-3', 'BADGE-4']);
    const sent = sim.journal().filter(({ acted }) => acted);
    const sentKeys = sent.map(({ idempotencyKey }) => idempotencyKey);
    expect(sentKeys).toEqual(expect.arrayContaining(keys));
    expect(new Set(sentKeys).size).toBe(4);

    const again = restore(['--from', lost.stick, '--data-dir', dataDir]);
    expect(again.told).toMatchObject({ unsent: 0, settled: 0, alreadyHere: 3 });
    expect(pastTakeOvers(dataDir)).toHaveLength(1);
  });

  test('a scan that the lost device sent after the last write counts once, as its own success', async () => {
    const sim = await simulator();
    const lost = await copying(sim);
    await scanOffline(sim, lost, ['BADGE-1']);
    await nextWrite(lost);
    sim.setInternetGone(false);
    await until(() => expect(sim.checkins()).toHaveLength(1));
    // Confera has forgotten the key, and knows only that the badge was there.
    sim.setReplay(false);
    const dataDir = temporaryFolder();
    expect(restore(['--from', lost.stick, '--data-dir', dataDir]).told.unsent).toBe(1);
    const settled = await sendAll(sim, dataDir);
    expect(settled).toContainEqual(
      expect.objectContaining({ event: 'settled', outcome: 'checked-in' }),
    );
    expect(sim.checkins()).toHaveLength(1);
  });

  test('what was settled, sent again or put away since the first write is told as it is now', async () => {
    const sim = await simulator();
    const lost = await copying(sim);
    const refused = await lost.scan('REVOKED-1').then(({ outcome }) => outcome);
    expect(refused).toBe('rejected');
    await scanOffline(sim, lost, ['BADGE-1']);
    await nextWrite(lost);
    sim.setInternetGone(false);
    await until(() => expect(lost.core.status().queued).toBe(0));
    await nextWrite(lost);
    const dataDir = temporaryFolder();
    const first = restore(['--from', lost.stick, '--data-dir', dataDir]);
    expect(first.told).toMatchObject({ unsent: 0, refused: 1, settled: 1 });

    const [id] = lost.rows().filter(({ state }) => state === 'rejected');
    await lost.core.dismiss(id?.scan_id ?? '', 'other');
    await nextWrite(lost);
    const later = temporaryFolder();
    const second = restore(['--from', lost.stick, '--data-dir', later]);
    expect(second.told).toMatchObject({ unsent: 0, refused: 0, settled: 2 });
    const other = runCore(coreSettings(sim.url), later);
    expect(await other.core.sendAgain(null)).toBe(0);
  });

  test('begins anew after a restart, and goes on by itself with the same passphrase', async () => {
    const sim = await simulator();
    const lost = await copying(sim);
    await scanOffline(sim, lost, ['BADGE-1']);
    await lost.close();
    const again = runCore(coreSettings(sim.url), lost.dataDir);
    await nextWrite(again);
    await scanOffline(sim, again, ['BADGE-2']);
    await nextWrite(again);
    expect(segments(lost.folder)).toEqual(['000001.ckcopy', '000002.ckcopy']);
    // The latest segment alone is enough for what is unsent.
    rmSync(path.join(lost.folder, '000001.ckcopy'));
    const told = restore(['--from', lost.folder, '--data-dir', temporaryFolder()]).told;
    expect(told).toMatchObject({ unsent: 2 });
  });

  test('shows no code, key or passphrase, and the device keeps nothing that opens it', async () => {
    const sim = await simulator();
    const lost = await copying(sim);
    expect(await lost.scan('TEST-4711')).toMatchObject({ outcome: 'checked-in' });
    await scanOffline(sim, lost, ['TEST-4712']);
    await nextWrite(lost);
    await lost.close();
    for (const text of ['TEST-47', '4711', 'cat_demo_all', PASSPHRASE]) {
      expect(filesWith(lost.stick, text)).toEqual([]);
    }
    expect(filesWith(lost.dataDir, PASSPHRASE)).toEqual([]);
    expect(filesWith(lost.dataDir, 'TEST-4711')).toEqual([]);
  });

  test("refuses another device's folder of the same name, and one that is no folder", async () => {
    const sim = await simulator();
    const stick = temporaryFolder();
    const recipient = await recipientOf();
    const settings = coreSettings(sim.url, { deviceId: 'gate-7' });
    await runCore(settings).core.copy.begin({ folder: stick, recipient });
    const second = runCore(settings);
    await expect(second.core.copy.begin({ folder: stick, recipient })).rejects.toMatchObject({
      why: 'other-device',
    });
    expect(second.core.copy.state).toEqual({ is: 'off' });
    const file = path.join(stick, 'a file');
    writeFileSync(file, '');
    // Nothing was there before, so nothing is to be put back.
    for (const folder of [file, path.join(file, 'in it'), path.join(stick, 'not there')]) {
      await expect(second.core.copy.begin({ folder, recipient })).rejects.toMatchObject({
        why: 'not-a-folder',
      });
    }
  });
});

describe('a stick that', () => {
  const trouble = async (made: Copying, sim: Simulator) => {
    sim.setInternetGone(true);
    const told = await made.scan('BADGE-9');
    // The person hears nothing of the stick.
    expect(told.outcome).toBe('queued');
    return nextWrite(made);
  };

  test('was pulled is told, and goes on by itself when it is back', async (ctx) => {
    ctx.skip(noMount !== null, noMount ?? '');
    const sim = await simulator();
    const disk = mountSmallDisk('2m');
    const made = await copying(sim, disk.folder);
    const kept = temporaryFolder();
    spawnSync('cp', ['-a', `${disk.folder}/.`, kept]);
    // Lazily, as the system does it with a stick: the file stays open, and can even be written.
    spawnSync('umount', ['-l', disk.folder]);
    expect(await trouble(made, sim)).toMatchObject({ problem: 'gone' });
    expect(readdirSync(disk.folder)).toEqual([]);
    spawnSync('cp', ['-a', `${kept}/.`, disk.folder]);
    expect(await nextWrite(made)).toMatchObject({ problem: null, scans: 1 });
    const told = restore(['--from', disk.folder, '--data-dir', temporaryFolder()]).told;
    expect(told).toMatchObject({ unsent: 1, complete: true });
  });

  test('is full is told, and what was on it before can be read', async (ctx) => {
    ctx.skip(noMount !== null, noMount ?? '');
    const sim = await simulator();
    const disk = mountSmallDisk('1m');
    const made = await copying(sim, disk.folder);
    await scanOffline(sim, made, ['BADGE-1']);
    await nextWrite(made);
    const other = path.join(disk.folder, 'films');
    spawnSync('dd', ['if=/dev/zero', `of=${other}`, 'bs=4096']);
    await scanOffline(
      sim,
      made,
      Array.from({ length: 30 }, (_, n) => `BADGE-X${n}`),
    );
    expect(await nextWrite(made)).toMatchObject({ problem: 'full' });
    expect(await nextWrite(made)).toMatchObject({ problem: 'full' });
    const told = restore(['--from', disk.folder, '--data-dir', temporaryFolder()]);
    expect(told.status).toBe(0);
    expect(told.told.unsent).toBeGreaterThanOrEqual(1);
    rmSync(other);
    expect(await nextWrite(made)).toMatchObject({ problem: null, scans: 31 });
    const all = restore(['--from', disk.folder, '--data-dir', temporaryFolder()]).told;
    expect(all).toMatchObject({ unsent: 31, complete: true });
  });

  test('can be written no more is told', async (ctx) => {
    ctx.skip(noMount !== null, noMount ?? '');
    const sim = await simulator();
    const disk = mountSmallDisk('1m');
    const made = await copying(sim, disk.folder);
    await made.close();
    disk.makeReadOnly();
    const again = runCore(coreSettings(sim.url), made.dataDir);
    expect(await nextWrite(again)).toMatchObject({ problem: 'read-only' });
    disk.makeWritable();
    expect(await nextWrite(again)).toMatchObject({ problem: null });
  });
});

describe('npm run restore', () => {
  async function aCopy() {
    const sim = await simulator();
    const lost = await copying(sim);
    await scanOffline(sim, lost, ['BADGE-1', 'BADGE-2']);
    await nextWrite(lost);
    return lost;
  }

  test('says what is wrong with what it was given, in a sentence, and changes nothing', async () => {
    const { stick, folder } = await aCopy();
    const dataDir = path.join(temporaryFolder(), 'data');
    const wrong = restore(['--from', stick, '--data-dir', dataDir], 'another passphrase it is');
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toBe('This is not the passphrase of the copy. Nothing was changed\n');
    const none = restore(['--from', temporaryFolder(), '--data-dir', dataDir]);
    expect(none).toMatchObject({ status: 2, stdout: '' });
    expect(none.stderr).toMatch(/^There is no copy in .*confera-kiosk-copy\n$/);
    expect(restore(['--data-dir', dataDir]).stderr).toMatch(/^Say where the copy is: --from/);
    expect(restore(['--from', stick, '--data-dir', dataDir], null)).toMatchObject({
      status: 2,
      stderr: 'Set KIOSK_PASSPHRASE, or run this at a terminal, which asks for it\n',
    });
    mkdirSync(path.join(folder, '../kiosk-2'));
    writeFileSync(path.join(folder, '../kiosk-2/000001.ckcopy'), '');
    const several = restore(['--from', stick, '--data-dir', dataDir]);
    expect(several.stderr).toMatch(/^Several devices have a copy there \(.*kiosk-2.*\)/);
    const file = path.join(folder, '000001.ckcopy');
    const bytes = readFileSync(file);
    bytes[6] = 9;
    writeFileSync(file, bytes);
    const newer = restore(['--from', folder, '--data-dir', dataDir]);
    expect(newer).toMatchObject({ status: 2, stdout: '' });
    expect(newer.stderr).toMatch(/^A newer version of the kiosk/);
    expect(() => readdirSync(dataDir)).toThrow('ENOENT');
  });

  test('takes what it can of a damaged copy, and says how much that was', async () => {
    const { folder } = await aCopy();
    const file = path.join(folder, '000001.ckcopy');
    appendFileSync(file, Buffer.alloc(500, 7));
    const damaged = restore(['--from', folder, '--data-dir', temporaryFolder()]);
    expect(damaged).toMatchObject({ status: 1, told: { unsent: 2, complete: false } });
    expect(damaged.stderr).toMatch(
      /000001\.ckcopy is damaged: \d+ records were read, and 500 bytes/,
    );
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 510));
    const torn = restore(['--from', folder, '--data-dir', temporaryFolder()]);
    expect(torn).toMatchObject({ status: 0, told: { unsent: 2, complete: true } });
    expect(torn.stderr).toMatch(/its last write was cut short/);
  });

  test('takes what it understands of a copy, and says how much it does not', async () => {
    const { folder, core } = await aCopy();
    const sealer = new SegmentSealer(await recipientOf(), core.deviceId);
    const later = {
      is: 'scan',
      scan: aScan({ scanId: 'later', kind: 'raffle' as never }),
    } as const;
    const known = { is: 'scan', scan: aScan({ scanId: 'known' }) } as const;
    const parts = [sealer.header, sealer.seal(later), sealer.seal(known)];
    writeFileSync(path.join(folder, '000002.ckcopy'), Buffer.concat(parts));
    const partly = restore(['--from', folder, '--data-dir', temporaryFolder()]);
    expect(partly).toMatchObject({ status: 1, told: { unsent: 3, complete: false } });
    expect(partly.stderr).toBe(
      '000002.ckcopy: 1 of its 2 records could not be understood. The others were read. Install the latest version of the kiosk here, and run this again.\n',
    );
  });

  test('leaves a data folder alone that a kiosk uses', async () => {
    const lost = await aCopy();
    const sim = await simulator();
    const dataDir = temporaryFolder();
    const gate = startGate({
      env: { CONFERA_BASE_URL: sim.url, CONFERA_API_KEY: 'cat_demo_all', KIOSK_DATA_DIR: dataDir },
    });
    gate.child.stdin.write('BADGE-1\n');
    await gate.event(({ event }) => event === 'scan');
    const used = restore(['--from', lost.stick, '--data-dir', dataDir]);
    expect(used).toMatchObject({ status: 4, stdout: '' });
    expect(used.stderr).toBe(
      `A kiosk is using ${dataDir}. End it, run this again, and start it after that.\n`,
    );
  });
});

test('a gate that is killed and whose data folder is deleted loses no scan older than its last write', async () => {
  const sim = await simulator();
  const [dataDir, stick] = [temporaryFolder(), temporaryFolder()];
  const env = {
    ...{ CONFERA_BASE_URL: sim.url, CONFERA_API_KEY: 'cat_demo_all', KIOSK_DATA_DIR: dataDir },
    ...{ KIOSK_DEVICE_ID: 'gate-7', ...MAY_HURRY },
  };
  await runGateOver('BADGE-9\n', { env });
  // As the staff area does it for a kiosk with a screen.
  await makeDeviceFolder(stick, copyOwner('gate-7', deviceIdentity(dataDir).codeSecret));
  keepChoice(dataDir, { folder: stick, recipient: await recipientOf() });
  const gate = startGate({ env });

  const scan = async (n: number, outcome: string) => {
    gate.child.stdin.write(`BADGE-${n}\n`);
    const told = await gate.event((event) => event.event === 'scan' && event.n === n);
    expect(told).toMatchObject({ outcome });
  };
  for (const n of [1, 2]) await scan(n, 'checked-in');
  sim.setInternetGone(true);
  for (const n of [3, 4, 5]) await scan(n, 'queued');
  const written = () => {
    const dir = temporaryFolder();
    return restore(['--from', stick, '--data-dir', dir]).told;
  };
  const pid = gate.child.pid as number;
  await hurry(pid, () => until(() => expect(written()).toMatchObject({ unsent: 3 }), 60_000));
  await scan(6, 'queued');
  gate.child.kill('SIGKILL');
  await gate.exited;
  rmSync(dataDir, { recursive: true });

  const other = temporaryFolder();
  const { told } = restore(['--from', stick, '--data-dir', other]);
  expect(told).toMatchObject({ device: 'gate-7', complete: true });
  expect(told.unsent).toBeGreaterThanOrEqual(3);
  sim.setInternetGone(false);
  await sendAll(sim, other);
  const codes = sim
    .checkins()
    .map(({ code }) => code)
    .sort();
  expect(codes.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((n) => `BADGE-${n}`));
  expect(new Set(codes).size).toBe(codes.length);
  const keys = sim.journal().flatMap(({ acted, idempotencyKey }) => (acted ? idempotencyKey : []));
  expect(new Set(keys).size).toBe(keys.length);
}, 120_000);
