import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';

const KEY = 'cat_demo_all';

async function simulator(options: SimulatorOptions = {}) {
  const sim = await startSimulator(options);
  onTestFinished(() => sim.close());
  return sim;
}

function environment(url: string, dataDir: string) {
  return {
    CONFERA_BASE_URL: url,
    CONFERA_API_KEY: KEY,
    KIOSK_DATA_DIR: dataDir,
    KIOSK_LOCATION: 'gate-a',
    KIOSK_TIME_ZONE: 'Asia/Karachi',
    KIOSK_DEVICE_ID: 'gate-7',
  };
}

const byLine = (events: { event: string; n?: number }[]) =>
  events.filter(({ event }) => event === 'scan').toSorted((a, b) => (a.n ?? 0) - (b.n ?? 0));

describe('npm run gate', () => {
  test('answers each line with one scan event, nothing else, and ends with 0', async () => {
    const sim = await simulator();
    const { code, events } = await runGateOver('BADGE-1\nBADGE-2\nBADGE-1\n', {
      env: environment(sim.url, temporaryFolder()),
    });
    expect(code).toBe(0);
    const shape = { event: 'scan', day: null, ms: expect.any(Number) };
    const taken = { ...shape, scanId: expect.any(String), kind: 'badge', reason: null };
    expect(events).toHaveLength(3);
    expect(byLine(events)).toEqual([
      { ...taken, n: 1, outcome: 'checked-in' },
      { ...taken, n: 2, outcome: 'checked-in' },
      { ...shape, n: 3, scanId: null, kind: null, outcome: 'ignored', reason: 'repeat' },
    ]);
    expect(Object.keys(events[0] ?? {})).toEqual(
      'event n scanId outcome kind day reason ms'.split(' '),
    );
  });

  test('sends what Confera needs: the place, the venue day, one key a scan, who is asking', async () => {
    const sim = await simulator();
    await runGateOver('BADGE-1\nconfera-attendance:DAY1-XYZ', {
      env: environment(sim.url, temporaryFolder()),
    });
    const journal = sim.journal().toSorted((a, b) => a.kind.localeCompare(b.kind));
    const venueDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' });
    expect(journal).toMatchObject([
      {
        kind: 'attendance',
        code: 'confera-attendance:DAY1-XYZ',
        dayDate: venueDay.format(new Date()),
      },
      { kind: 'badge', code: 'BADGE-1', dayDate: null },
    ]);
    for (const { location, idempotencyKey, userAgent } of journal) {
      expect(location).toBe('gate-a');
      expect(idempotencyKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
      expect(userAgent).toMatch(/^confera-kiosk\/\d+\.\d+\.\d+ \(kiosk; device=gate-7\)$/);
    }
  });

  test('tells scans as queued while Confera is gone, ends with 3, and the next run settles them', async () => {
    const sim = await simulator();
    const dataDir = temporaryFolder();
    const env = environment(sim.url, dataDir);
    const port = Number(new URL(sim.url).port);
    await sim.close();

    const offline = await runGateOver('BADGE-1\nBADGE-2\nconfera-attendance:DAY1-XYZ\n', {
      env,
      args: ['--drain-ms', '200'],
    });
    expect(offline.code).toBe(3);
    const scans = byLine(offline.events);
    expect(scans).toMatchObject([1, 2, 3].map((n) => ({ n, outcome: 'queued' })));
    expect(offline.events).toContainEqual(
      expect.objectContaining({ event: 'status', connection: 'offline' }),
    );

    const back = await simulator({ port });
    const online = await runGateOver('', { env });
    expect(online.code).toBe(0);
    const settled = online.events.filter(({ event }) => event === 'settled');
    expect(new Set(settled)).toEqual(
      new Set(
        scans.map((scan) => ({
          event: 'settled',
          scanId: (scan as { scanId?: string }).scanId,
          outcome: 'checked-in',
        })),
      ),
    );
    expect(back.checkins()).toHaveLength(3);
  });

  test('a repeat while offline is known by this device, and makes no second scan', async () => {
    const sim = await simulator();
    const env = environment(sim.url, temporaryFolder());
    await sim.close();
    const first = await runGateOver('BADGE-1\n', { env, args: ['--drain-ms', '0'] });
    const gate = startGate({ env, args: ['--drain-ms', '0'] });
    gate.child.stdin.write('BADGE-2\n');
    await gate.event((event) => event.event === 'status' && event.connection === 'offline');
    gate.child.stdin.end('BADGE-1\n');
    expect(await gate.exited).toBe(3);
    const [scan] = byLine(first.events) as { scanId?: string }[];
    expect(gate.events).toContainEqual(
      expect.objectContaining({ n: 2, outcome: 'already-checked-in', scanId: scan?.scanId }),
    );
  });

  test('a badge that comes back is told with the scan before, and with the alarm if that is set', async () => {
    const sim = await simulator();
    const env = environment(sim.url, temporaryFolder());
    await runGateOver('BADGE-1\n', { env });
    const at = { at: expect.any(Number), location: 'gate-a' };
    const again = { event: 'scan', n: 1, outcome: 'already-checked-in', reason: null, first: at };
    const quiet = await runGateOver('BADGE-1\n', { env });
    expect(quiet.events[0]).toMatchObject(again);
    expect(quiet.events[0]).not.toHaveProperty('passBack');
    const args = ['--pass-back-seconds', '600'];
    const alarmed = await runGateOver('BADGE-1\n', { env, args });
    expect(alarmed.events[0]).toMatchObject({ ...again, passBack: at });
    expect(alarmed.code).toBe(0);
    // Another device has checked this one in, and Confera doesn't tell when.
    const other = { ...env, KIOSK_DATA_DIR: temporaryFolder() };
    const elsewhere = await runGateOver('BADGE-1\n', { env: other, args });
    expect(elsewhere.events[0]).toMatchObject({ ...again, first: null });
    expect(elsewhere.events[0]).not.toHaveProperty('passBack');
  });

  test('every kind of line end is read, empty lines are not counted, bad codes are told why', async () => {
    const sim = await simulator();
    const { events } = await runGateOver(
      `TEST-1\r\n\n   \nTEST-2\rTEST\u0007-3\n${'x'.repeat(513)}\n]Q1TEST-4`,
      { env: environment(sim.url, temporaryFolder()) },
    );
    expect(byLine(events)).toMatchObject([
      { n: 1, outcome: 'checked-in' },
      { n: 2, outcome: 'unreadable', reason: 'empty', scanId: null },
      { n: 3, outcome: 'checked-in' },
      { n: 4, outcome: 'unreadable', reason: 'control-characters', scanId: null },
      { n: 5, outcome: 'unreadable', reason: 'too-long', scanId: null },
      { n: 6, outcome: 'checked-in' },
    ]);
    expect(sim.checkins().map(({ code }) => code)).toEqual(
      expect.arrayContaining(['TEST-1', 'TEST-2', 'TEST-4']),
    );
  });

  test.each([
    [{ KIOSK_MODE: 'gates' }, [], /^KIOSK_MODE must be auto, badge or attendance/],
    [{ CONFERA_BASE_URL: 'http://confera.example' }, [], /^CONFERA_BASE_URL must be an https/],
    [{ CONFERA_BASE_URL: '' }, [], /^CONFERA_BASE_URL is missing/],
    [{ CONFERA_API_KEY: '' }, [], /^CONFERA_API_KEY is missing/],
    [{ CONFERA_API_KEY: 'cat_two words' }, [], /^CONFERA_API_KEY must be/],
    [{ HTTPS_PROXY: 'proxy:3128' }, [], /^HTTPS_PROXY must be/],
    [{}, ['--debounce-ms', '5'], /^--debounce-ms must be .* 300 to 800/],
    [{}, ['--api-key', 'cat_demo_all'], /^Unknown flag --api-key; accepted: /],
    [{}, ['cat_demo_all'], /^Unknown flag or word; accepted: /],
    [{}, ['--drain-ms', 'soon'], /^--drain-ms must be/],
  ])('a bad setting %j %j ends with 2 and one line', async (bad, args, message) => {
    const dataDir = temporaryFolder();
    const env = { ...environment('https://confera.example', dataDir), ...bad };
    const { code, events, stderr } = await runGateOver('BADGE-1\n', { env, args });
    expect(code).toBe(2);
    expect(events).toEqual([]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('cat_');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test.each([
    { HOME: '' },
    { HOME: 'home' },
    { HOME: '.', XDG_CONFIG_HOME: '' },
    { HOME: '', XDG_CONFIG_HOME: 'config' },
  ])(
    'without a folder of this user’s own, %j, it ends with 2, and the current one stays as it is',
    async (home) => {
      const cwd = temporaryFolder();
      const { KIOSK_DATA_DIR: _, ...env } = environment('https://confera.example', '');
      const { code, events, stderr } = await runGateOver('BADGE-1\n', {
        env: { ...env, ...home },
        cwd,
      });
      expect(code).toBe(2);
      expect(events).toEqual([]);
      expect(stderr).toMatch(/^Set HOME to .* KIOSK_DATA_DIR .*\n$/);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  test('a second gate on the same folder ends with 4, and one right after a kill starts', async () => {
    const sim = await simulator();
    const env = environment(sim.url, temporaryFolder());
    const first = startGate({ env });
    first.child.stdin.write('BADGE-1\n');
    await first.event(({ event }) => event === 'scan');
    const second = await runGateOver('BADGE-2\n', { env });
    expect(second).toMatchObject({ code: 4, events: [] });
    first.child.kill('SIGKILL');
    await first.exited;
    const third = await runGateOver('BADGE-2\n', { env });
    expect(third.code).toBe(0);
  });

  test('a database from a newer version is refused in plain words and left as it is', async () => {
    const dataDir = temporaryFolder();
    const db = new Database(path.join(dataDir, 'kiosk.db'));
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(path.join(dataDir, 'kiosk.db'));
    const { code, stderr } = await runGateOver('BADGE-1\n', {
      env: environment('https://confera.example', dataDir),
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/newer version \(99\)/);
    expect(readFileSync(path.join(dataDir, 'kiosk.db'))).toEqual(before);
  });

  test('a damaged database: what was saved of it is told, and what of that can not be sent', async () => {
    const sim = await simulator();
    const dataDir = temporaryFolder();
    const env = environment(sim.url, dataDir);
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const args = ['--drain-ms', '0'];
    expect((await runGateOver('TEST-1\nTEST-2\n', { env, args })).code).toBe(3);
    breakTable(path.join(dataDir, 'kiosk.db'), 'destination');
    sim.clearFaults();
    const { code, stderr } = await runGateOver('TEST-3\n', { env });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^A damaged database was set aside in kiosk-damaged-\S+: 2 scans carried over, 0 scans lost\.\n/,
    );
    expect(stderr).toContain('2 scans no longer have their Confera address');
    expect(sim.checkins().map(({ code }) => code)).toEqual(['TEST-3']);
  });

  test('SIGTERM finishes what is under way, takes no more and leaves the rest for the next run', async () => {
    const sim = await simulator();
    sim.setFaults([{ fault: { kind: 'latency', ms: 300 } }]);
    const env = environment(sim.url, temporaryFolder());
    const gate = startGate({ env });
    gate.child.stdin.write('TEST-1\n');
    await sim.waitFor((journal) => journal.length === 1);
    gate.child.kill('SIGTERM');
    expect(await gate.exited).toBe(0);
    expect(gate.events).toMatchObject([{ event: 'scan', n: 1, outcome: 'checked-in' }]);
  });

  test('scans for another address wait for it, and are sent nowhere else', async () => {
    const [right, wrong] = [await simulator(), await simulator()];
    const dataDir = temporaryFolder();
    right.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const env = environment(right.url, dataDir);
    const offline = await runGateOver('BADGE-1\n', { env, args: ['--drain-ms', '0'] });
    expect(offline.code).toBe(3);
    const elsewhere = await runGateOver('', { env: environment(wrong.url, dataDir) });
    expect(elsewhere.code).toBe(3);
    expect(wrong.journal()).toEqual([]);
    right.clearFaults();
    expect((await runGateOver('', { env })).code).toBe(0);
    expect(right.checkins()).toHaveLength(1);
  });

  test('a data folder whose settings this user can not read is a fault told in one line', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(path.join(dataDir, 'settings.json'));
    await expectUnusable(dataDir);
  });

  test.runIf(existsSync('/proc'))('so is one that the system calls missing for ever', async () => {
    await expectUnusable('/proc/kiosk');
  });

  test('what waits for staff after ten rejections is not said to go out with the next run', async () => {
    const sim = await simulator();
    const env = environment(sim.url, temporaryFolder());
    const codes = Array.from({ length: 10 }, (_, n) => `NOBODY-${n}`);
    expect((await runGateOver(codes.join('\n'), { env })).code).toBe(0);
    sim.setFaults([{ fault: { kind: 'rate-limited', retryAfter: 1 }, times: 1 }]);
    const { code, stderr } = await runGateOver('TEST-1\n', { env });
    expect(code).toBe(3);
    expect(stderr.trim().split('\n').at(-1)).toBe(
      'Saved and not yet confirmed: 1 scan, until --resume or --send-rejected.',
    );
    expect((await runGateOver('', { env, args: ['--resume'] })).code).toBe(0);
  });

  test('the key stays out of every file, every event and every word; whole codes out of the log', async () => {
    const sim = await simulator();
    const dataDir = temporaryFolder();
    const env = environment(sim.url, dataDir);
    sim.setFaults([
      {
        fault: { kind: 'status', status: 400, body: { code: KEY, message: `bad key ${KEY}` } },
        times: 1,
      },
      { fault: { kind: 'reset-before' }, times: 1 },
      {
        fault: {
          kind: 'status',
          status: 404,
          body: { code: 'NO_TEST-EE-55', message: 'There is no TEST-EE-55 for Ayesha Khan' },
        },
        code: 'TEST-EE-55',
      },
    ]);
    const run = await runGateOver('TEST-AA-11\nTEST-BB-22\nTEST-CC-33\nTEST-EE-55\n', { env });
    await sim.close();
    const offline = await runGateOver('TEST-DD-44\n', { env, args: ['--drain-ms', '0'] });

    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const log = files
      .filter((file) => file.endsWith('.log'))
      .map((file) => readFileSync(file, 'utf8'));
    const everything = [
      ...files.map((file) => readFileSync(file, 'latin1')),
      JSON.stringify([run.events, offline.events]),
      run.stderr,
      offline.stderr,
    ].join('\n');
    expect(everything).not.toContain(KEY);
    expect(log.join('')).toMatch(/"endpoint":"badges\/checkin"/);
    expect(log.join('')).not.toMatch(/TEST-(AA|BB|CC|DD|EE)|Ayesha/);
    for (const line of log.join('').trim().split('\n'))
      expect(() => JSON.parse(line)).not.toThrow();
  });

  test('words that nobody can read any more stop nothing', async () => {
    const sim = await simulator();
    sim.setFaults([{ fault: { kind: 'unauthorized' }, times: 1 }]);
    const gate = startGate({ env: environment(sim.url, temporaryFolder()) });
    const exited = new Promise((resolve) => gate.child.on('exit', resolve));
    gate.child.stderr.destroy();
    gate.child.stdin.write('TEST-1\n');
    await gate.event(({ event }) => event === 'status');
    gate.child.stdin.end('TEST-2\n');
    expect(await exited).toBe(0);
  });

  test('nobody left to hear the answers stops the taking of scans', async () => {
    const sim = await simulator();
    const gate = startGate({ env: environment(sim.url, temporaryFolder()) });
    const exited = new Promise((resolve) => gate.child.on('exit', resolve));
    gate.child.stdout.destroy();
    gate.child.stdin.write('TEST-1\n');
    expect(await exited).toBe(1);
  });
});

test('a data folder of our own making is closed to other users', async () => {
  const sim = await simulator();
  const dataDir = path.join(temporaryFolder(), 'kiosk');
  await runGateOver('BADGE-1\n', { env: environment(sim.url, dataDir) });
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(dataDir, 'kiosk.db')).mode & 0o777).toBe(0o600);
});

async function expectUnusable(dataDir: string): Promise<void> {
  const { code, stderr } = await runGateOver('BADGE-1\n', {
    env: environment('https://confera.example', dataDir),
  });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`${dataDir} can't be used: `);
}

/** Overwrites a table's first page and those of its indexes, as a bad block would. */
function breakTable(file: string, table: string) {
  const db = new Database(file);
  const pages = db
    .prepare('SELECT rootpage FROM sqlite_schema WHERE tbl_name = ? AND rootpage > 0')
    .pluck()
    .all(table) as number[];
  db.close();
  const handle = openSync(file, 'r+');
  for (const page of pages) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096);
  closeSync(handle);
}
