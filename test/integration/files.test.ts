import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import type { SettingTexts } from '../../electron/settings/saved-settings.ts';
import type { BridgeInput } from '../../shared/bridge/bridge.ts';
import { JOIN_LINE, JOIN_SECRETS } from '../fixtures/a-join-line.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What a supervisor takes out of a device as files. */

const PIN = '739182645093';
const STEWARD_PIN = '604417283951';
const KEY = 'cat_planted_key_Zx81';
const TOKEN = 'planted-metrics-token-77';
const ALL = { what: 'scans', day: null, to: null, after: null } as const;

type Options = { environment?: SettingTexts; drives?: string[] };

async function runningKiosk({ environment = {}, drives = [] }: Options = {}) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const dataDir = temporaryFolder();
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: {
      ...{ baseUrl: sim.url, apiKey: 'cat_demo_all', staffPin: PIN, timeZone: 'Asia/Karachi' },
      ...{ deviceId: 'gate-7', location: 'gate-a', timeoutMs: '8000', ...environment },
    },
    keyStore: keyStoreWithHub(dataDir),
    drives: async () => drives.map((folder) => ({ folder, free: 1e9 })),
  });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  expect(await session.unlockStaff({ pin: PIN })).toMatchObject({ ok: true });
  return {
    sim,
    kiosk,
    dataDir,
    session,
    scan: (raw: string) => session.scan({ raw, source: 'typed' }),
  };
}

/** Writes scans down that wait, without sending them. */
async function accept(kiosk: Kiosk, scans: readonly { code: string; venueDay: string }[]) {
  const outbox = kiosk.core?.outbox;
  await Promise.all(
    scans.map((scan, n) =>
      outbox?.accept(
        {
          ...{ ...scan, scanId: `scan-${n}`, idempotencyKey: `key-${n}`, kind: 'badge' },
          ...{ location: null, source: 'typed', untimed: null },
          scannedAt: Date.parse(scan.venueDay) + n,
        },
        { sending: true },
      ),
    ),
  );
}

type Running = Awaited<ReturnType<typeof runningKiosk>>;

/** A file of scans as the page puts it together, by columns. */
async function exported({ session }: Running, wanted: Partial<BridgeInput<'exportScans'>> = {}) {
  let text = '';
  let count = 0;
  let after: number | null = null;
  do {
    const piece = await session.exportScans({ ...ALL, ...wanted, after });
    if (!piece.ok) throw new Error(piece.problem);
    text += piece.csv;
    count += piece.count;
    after = piece.next;
  } while (after !== null);
  const [head = '', ...lines] = text.split('\r\n');
  const cells = (line: string) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
      cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
    );
  const names = cells(head.slice(1));
  const rows = lines.slice(0, -1).map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, n) => [name, values[n]]));
  });
  return { text, count, rows };
}

describe('the table of scans', () => {
  test('has each scan with its true time at the venue, and whole codes only of what is unsent or refused', async () => {
    const running = await runningKiosk({ environment: { location: '=HYPERLINK("x")' } });
    const { scan, sim, kiosk } = running;
    const before = Date.now();
    await scan('TEST-TAKEN-00042');
    await scan('BADGE-UNKNOWN');
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await scan('0012345678');
    const { text, rows, count } = await exported(running);
    expect(text.startsWith('\uFEFF"scannedAt",')).toBe(true);
    expect(text).not.toContain('TEST-TAKEN');
    expect(count).toBe(3);
    const today = kiosk.core?.today();
    expect(rows).toMatchObject([
      {
        ...{ outcome: 'checked-in', told: 'checked-in', reason: '', state: 'done', kind: 'badge' },
        ...{ codeEnd: '…0042', code: '', attempts: '1', lastStatus: '200', source: 'typed' },
        ...{ location: `'=HYPERLINK("x")`, venueDay: today },
      },
      {
        ...{ outcome: 'rejected', told: 'rejected', reason: 'unknown-badge', state: 'rejected' },
        ...{ codeEnd: '…NOWN', code: 'BADGE-UNKNOWN', lastStatus: '404' },
      },
      { told: 'queued', reason: 'no-network', code: "'0012345678", codeEnd: '…5678' },
    ]);
    for (const { scannedAt = '', settledAt = '' } of rows) {
      expect(scannedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:00$/);
      expect(Date.parse(scannedAt)).toBeGreaterThanOrEqual(before);
      if (settledAt) expect(settledAt).toMatch(/\+05:00$/);
    }
    const refusals = await exported(running, { what: 'refusals' });
    expect(refusals.rows.map(({ code }) => code)).toEqual(['BADGE-UNKNOWN']);
  });

  test('is of one day, if that is chosen', async () => {
    const running = await runningKiosk();
    const { kiosk, session } = running;
    await accept(kiosk, [
      { code: 'TEST-EARLIER', venueDay: '2026-02-03' },
      { code: 'TEST-LATER', venueDay: '2026-02-04' },
      { code: 'TEST-LATEST', venueDay: '2026-02-04' },
    ]);
    const files = await session.getFiles({});
    const [later, earlier] = files.ok ? files.days : [];
    const ends = async (day: string | undefined) =>
      (await exported(running, { day: day ?? null })).rows.map(({ codeEnd }) => codeEnd);
    expect([later, earlier]).toEqual(['2026-02-04', '2026-02-03']);
    expect(await ends(later)).toEqual(['…ATER', '…TEST']);
    expect(await ends(earlier)).toEqual(['…LIER']);
  });

  test('comes in bounded pieces that together have every scan once', async () => {
    const running = await runningKiosk();
    const { kiosk, session } = running;
    const codes = Array.from({ length: 5200 }, (_, n) => `TEST-MANY-${n}`);
    await accept(
      kiosk,
      codes.map((code) => ({ code, venueDay: '2026-02-03' })),
    );
    const first = await session.exportScans(ALL);
    expect(first).toMatchObject({ ok: true, count: 4000 });
    const { rows, count } = await exported(running);
    expect(count).toBe(5200);
    expect(rows.map(({ code }) => code)).toEqual(codes);
  });

  test('is written to a stick whole, and to nothing that is no stick', async () => {
    const stick = temporaryFolder();
    const running = await runningKiosk({ drives: [stick] });
    const { scan, session } = running;
    await scan('BADGE-1');
    const { text } = await exported(running);
    const saved = await session.exportScans({ ...ALL, to: stick });
    if (!saved.ok) throw new Error(saved.problem);
    expect(saved).toMatchObject({ csv: null, count: 1, next: null });
    expect(readFileSync(saved.savedAs ?? '', 'utf8')).toBe(text);
    const again = await session.exportScans({ ...ALL, to: stick });
    expect(again).toMatchObject({ savedAs: saved.savedAs?.replace('.csv', ' (2).csv') });
    const elsewhere = temporaryFolder();
    expect(await session.exportScans({ ...ALL, to: elsewhere })).toEqual({
      ok: false,
      problem: 'no-drive',
    });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test.skipIf(whyNoMount())(
    'leaves nothing of itself on a stick that is full or read-only',
    async () => {
      const { folder, makeReadOnly } = mountSmallDisk('4k');
      const running = await runningKiosk({ drives: [folder] });
      await running.scan('BADGE-1');
      writeFileSync(path.join(folder, 'full'), Buffer.alloc(4096));
      const refused = { ok: false, problem: 'not-saved', folder };
      expect(await running.session.exportScans({ ...ALL, to: folder })).toEqual(refused);
      expect(await running.session.makeDiagnostics({ to: folder })).toEqual(refused);
      expect(readdirSync(folder)).toEqual(['full']);
      makeReadOnly();
      expect(await running.session.exportScans({ ...ALL, to: folder })).toEqual(refused);
    },
  );
});

/** The files of a zip archive as texts, by their names. */
async function unpacked({ session }: Running): Promise<Record<string, string>> {
  const made = await session.makeDiagnostics({ to: null });
  if (!made.ok || made.zip === null) throw new Error('No diagnostics were made');
  expect(made.fileName).toMatch(/^diagnostics-gate-7-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzipSync(Buffer.from(made.zip, 'base64'));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('the diagnostics', () => {
  test('tell of versions, settings, the database and the latest figures', async () => {
    const running = await runningKiosk();
    await running.scan('BADGE-1');
    await running.scan('BADGE-UNKNOWN');
    const files = await unpacked(running);
    expect(Object.keys(files).toSorted()).toEqual([
      ...['about.json', 'database.json', 'figures.json', 'logs/kiosk.log', 'read-me.txt'],
      ...['settings.json', 'state.json'],
    ]);
    const part = (name: string) => JSON.parse(files[`${name}.json`] ?? '');
    expect(part('about')).toMatchObject({
      device: 'gate-7',
      versions: { node: process.versions.node },
      system: { platform: process.platform },
    });
    expect(part('settings')).toMatchObject({
      KIOSK_LOCATION: 'gate-a',
      CONFERA_API_KEY: { isSet: true },
      KIOSK_HUB_JOIN: { isSet: false },
    });
    expect(part('database')).toMatchObject({
      bytes: { database: expect.any(Number) },
      findings: {
        integrity: ['ok'],
        scans: [
          { kind: 'badge', state: 'done', count: 1 },
          { kind: 'badge', state: 'rejected', count: 1 },
        ],
      },
    });
    expect(part('figures')).toMatchObject({
      waits: { count: 2, p50: expect.any(Number) },
      answers: { count: expect.any(Number) },
      disk: { free: expect.any(Number) },
    });
    expect(files['read-me.txt']).toContain('gate-7');
  });

  test('hold no key, no PIN, no passphrase, no line for a hub and no whole code, wherever these were', async () => {
    const passphrase = 'planted staple horse battery';
    const code = 'TEST-PLANTED-CODE-99';
    const running = await runningKiosk({
      environment: {
        ...{ apiKey: KEY, hubJoin: JOIN_LINE, metricsToken: TOKEN, stewardPin: STEWARD_PIN },
        // Somebody has pasted the key where it doesn't belong.
        ...{ eventName: `Conf ${KEY}`, location: `gate ${TOKEN}` },
      },
    });
    const { session, kiosk, sim, scan, dataDir } = running;
    sim.setFaults([
      { fault: { kind: 'status', status: 404, body: { error: { code: code, message: KEY } } } },
    ]);
    await scan(code);
    await session.unlockStaff({ pin: STEWARD_PIN });
    await session.unlockStaff({ pin: PIN });
    await session.applyProvisioning({ code: 'CONFERSETUPBC', passphrase, pin: null });
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await scan(`${code}-waits`);
    kiosk.report(new Error(`It went wrong with ${KEY} and ${JOIN_LINE}`));
    // A log of an older version, which knew no better.
    writeFileSync(path.join(dataDir, 'logs', 'shell.log'), `{"msg":"${KEY} ${JOIN_LINE}"}\n`);
    // What isn't the kiosk's own is left where it is.
    writeFileSync(path.join(dataDir, 'logs', 'notes.txt'), code);
    const files = await unpacked(running);
    expect(Object.keys(files)).toContain('logs/shell.log');
    expect(Object.keys(files)).not.toContain('logs/notes.txt');
    const everything = JSON.stringify(files);
    const secrets = [KEY, PIN, STEWARD_PIN, TOKEN, passphrase, ...JOIN_SECRETS.slice(0, 1)];
    for (const secret of [...secrets, ...JOIN_SECRETS, code]) {
      expect(everything).not.toContain(secret);
    }
    // The log is there all the same.
    expect(files['logs/kiosk.log']).toContain('"msg":"confera"');
  });

  test('are made without a running core, and say how a damaged database is', async () => {
    const running = await runningKiosk();
    await running.scan('BADGE-1');
    await running.kiosk.close();
    const file = path.join(running.dataDir, 'kiosk.db');
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(file, bytes);
    const { database } = Object.fromEntries(
      Object.entries(await unpacked(running)).map(([name, text]) => [path.parse(name).name, text]),
    );
    expect(JSON.parse(database ?? '')).toMatchObject({
      findings: { unknown: 'SQLITE_CORRUPT' },
      status: null,
    });
  });
});
