import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startKioskProcess } from '../e2e/drivers/kiosk-process.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What lies in the data folder under the kiosk's names and isn't as the kiosk makes it: it hangs no start. */

const ENDLESS =
  'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT sum(n) FROM c';

async function gateFolder() {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const dataDir = temporaryFolder();
  const env = {
    CONFERA_BASE_URL: simulator.url,
    CONFERA_API_KEY: 'cat_demo_all',
    KIOSK_DATA_DIR: dataDir,
  };
  return { simulator, dataDir, env };
}

/** A folder with two scans that wait, and whose scans somebody meddles with. */
async function meddledFolder(meddle: (db: Database.Database) => void) {
  const folder = await gateFolder();
  folder.simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const { env, dataDir } = folder;
  const before = await runGateOver('TEST-1\nTEST-2\n', { env, args: ['--drain-ms', '0'] });
  expect(before.code).toBe(3);
  folder.simulator.setFaults([]);
  meddleWith(dataDir, meddle);
  return folder;
}

function meddleWith(dataDir: string, meddle: (db: Database.Database) => void) {
  const db = new Database(path.join(dataDir, 'kiosk.db'));
  // Whoever has the file may do with it what he likes.
  db.unsafeMode();
  meddle(db);
  db.close();
}

const asides = (dataDir: string) =>
  readdirSync(dataDir).filter((name) => name.startsWith('kiosk-damaged-'));

describe('a database with what somebody else has put into its shape', () => {
  test.each([
    [
      'a trigger that lets nothing in',
      'CREATE TRIGGER t BEFORE INSERT ON scan BEGIN SELECT RAISE(IGNORE); END',
    ],
    [
      'a trigger that takes it out again',
      'CREATE TRIGGER t AFTER INSERT ON scan BEGIN DELETE FROM scan WHERE id = NEW.id; END',
    ],
    ['an endless trigger', `CREATE TRIGGER t AFTER UPDATE ON scan BEGIN ${ENDLESS}; END`],
    ['a view', `CREATE VIEW mine AS ${ENDLESS}`],
    ['an endless view for a table', `DROP TABLE scan_count; CREATE VIEW scan_count AS ${ENDLESS}`],
    ['a view for the scans', 'ALTER TABLE scan RENAME TO s; CREATE VIEW scan AS SELECT * FROM s'],
    ['an index', 'CREATE INDEX mine ON scan (code)'],
    ['a column', 'ALTER TABLE scan ADD COLUMN note TEXT'],
    ['a column that is gone', 'ALTER TABLE scan DROP COLUMN last_code'],
    ['a column of another name', 'ALTER TABLE scan RENAME COLUMN code TO text'],
    ['a trigger that is gone', 'DROP TRIGGER scan_counted'],
    [
      'a rule that lets nothing in',
      `PRAGMA writable_schema = ON;
       UPDATE sqlite_schema SET sql = replace(sql, '''badge'', ''attendance''', '''badge''')
         WHERE name = 'scan'`,
    ],
  ])('%s: it is set aside, and every scan is kept and sent', async (_, sql) => {
    const { simulator, dataDir, env } = await meddledFolder((db) => db.exec(sql));
    const { code, events, stderr } = await runGateOver('TEST-3\n', { env });
    expect(stderr).toContain('A damaged database was set aside in kiosk-damaged-');
    expect(stderr).toContain('2 scans carried over');
    expect(events).toContainEqual(expect.objectContaining({ n: 1, outcome: 'checked-in' }));
    expect(events.filter(({ event }) => event === 'settled')).toHaveLength(2);
    expect(code).toBe(0);
    expect(asides(dataDir)).toHaveLength(1);
    const codes = new Set(simulator.journal().flatMap((entry) => entry.code ?? []));
    expect(codes).toEqual(new Set(['TEST-1', 'TEST-2', 'TEST-3']));
    const db = new Database(path.join(dataDir, 'kiosk.db'), { readonly: true });
    expect(db.prepare('SELECT DISTINCT state FROM scan_log').pluck().all()).toEqual(['done']);
    expect(db.prepare('SELECT count(*) FROM scan_log').pluck().get()).toBe(3);
    db.close();
  });

  test('what only looks at it is no reason', async () => {
    const { dataDir, env } = await meddledFolder((db) => db.exec('ANALYZE; VACUUM'));
    expect(await runGateOver('TEST-3\n', { env })).toMatchObject({ code: 0, stderr: '' });
    expect(asides(dataDir)).toEqual([]);
  });

  test('put there while the kiosk runs it takes no scan unheard', async () => {
    const { simulator, dataDir, env } = await gateFolder();
    const gate = startGate({ env });
    const scan = async (code: string, n: number) => {
      gate.child.stdin.write(`${code}\n`);
      return gate.event((event) => event.event === 'scan' && event.n === n);
    };
    expect(await scan('TEST-1', 1)).toMatchObject({ outcome: 'checked-in' });
    meddleWith(dataDir, (db) => db.exec('VACUUM'));
    expect(await scan('TEST-2', 2)).toMatchObject({ outcome: 'checked-in' });
    meddleWith(dataDir, (db) => {
      db.exec(`CREATE TRIGGER t AFTER INSERT ON scan BEGIN ${ENDLESS}; END`);
    });
    expect(await scan('TEST-3', 3)).toMatchObject({ outcome: 'not-saved', scanId: null });
    expect(await gate.exited).toBe(1);
    expect(gate.stderr()).toContain('The database is damaged. Start the gate again');

    const again = await runGateOver('TEST-3\n', { env });
    expect(again.events[0]).toMatchObject({ event: 'scan', outcome: 'checked-in' });
    expect(again.stderr).toContain('2 scans carried over, 0 scans lost.');
    expect(simulator.journal().filter(({ code }) => code === 'TEST-3')).toHaveLength(1);
  });
});

/** How something that is no file comes to have a file's name. */
const STRANGE: Record<string, (file: string) => Promise<void> | void> = {
  'a pipe': (file) => void execFileSync('mkfifo', [file]),
  'a link': (file) => symlinkSync(`${file}-elsewhere`, file),
  'a folder': (file) => mkdirSync(file),
  'a socket': async (file) => {
    const server = createServer().listen(file);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
  },
  'far too large': (file) => {
    writeFileSync(file, '');
    truncateSync(file, 20 * 2 ** 30);
  },
};

const everyKind = Object.keys(STRANGE);

async function put(dataDir: string, name: string, kind: string) {
  const file = path.join(dataDir, name);
  rmSync(file, { force: true });
  await STRANGE[kind]?.(file);
}

describe.skipIf(process.platform === 'win32')('something under a file’s name', () => {
  test.each(
    ['device.json', 'settings.json', 'device.key', 'kiosk.db-wal'].flatMap((name) =>
      everyKind.map((kind) => [name, kind] as const),
    ),
  )('%s is %s: the gate says so and ends', async (name, kind) => {
    const { dataDir, env } = await gateFolder();
    await put(dataDir, name, kind);
    const { code, events, stderr } = await runGateOver('TEST-1\n', { env });
    expect(stderr).toMatch(new RegExp(`${name} is ${kind}[^\\n]*, not a file of this kiosk\\.`));
    expect({ code, events }).toEqual({ code: 1, events: [] });
    expect(existsSync(path.join(dataDir, `${name}-elsewhere`))).toBe(false);
  });

  test.each([
    ['kiosk.db', 'a link'],
    ['kiosk.db', 'far too large'],
    ['kiosk.db-journal', 'a pipe'],
    ['kiosk.db-shm', 'a pipe'],
    ['instance.lock', 'a pipe'],
    ['instance.lock', 'a link'],
    ['instance.lock', 'a folder'],
    ['instance.lock-journal', 'a pipe'],
  ])('%s is %s: the gate says so and ends', async (name, kind) => {
    const { dataDir, env } = await gateFolder();
    await put(dataDir, name, kind);
    const { code, events, stderr } = await runGateOver('TEST-1\n', { env });
    expect(stderr).toMatch(new RegExp(`${name} is ${kind}[^\\n]*, not a file of this kiosk\\.`));
    expect({ code, events }).toEqual({ code: 1, events: [] });
    expect(existsSync(path.join(dataDir, `${name}-elsewhere`))).toBe(false);
  });

  test.each(['a pipe', 'a folder', 'a socket'])(
    'kiosk.db is %s: it is set aside, for it holds no scan',
    async (kind) => {
      const { dataDir, env } = await gateFolder();
      await put(dataDir, 'kiosk.db', kind);
      expect(await runGateOver('TEST-1\n', { env })).toMatchObject({ code: 0 });
      expect(readdirSync(path.join(dataDir, asides(dataDir)[0] ?? ''))).toContain('kiosk.db');
    },
  );

  test.each(['staff.json', 'staff-tries.json'])('%s is a pipe: the kiosk says so', async (name) => {
    const { dataDir, env } = await gateFolder();
    await put(dataDir, name, 'a pipe');
    const main = path.resolve(import.meta.dirname, '../../electron/start/main.ts');
    const kiosk = startKioskProcess([main, '--host', 'browser', '--no-open'], env);
    onTestFinished(() => void kiosk.child.kill('SIGKILL'));
    expect(await kiosk.exited).toBe(1);
    expect(kiosk.stderr()).toContain(`${name} is a pipe, not a file of this kiosk.`);
  });

  test('a start that takes long is ended by SIGTERM, and the next one goes on', async () => {
    const { dataDir, env } = await gateFolder();
    const file = path.join(dataDir, 'kiosk.db');
    writeFileSync(file, '');
    truncateSync(file, 15 * 2 ** 30);
    const gate = startGate({ env });
    await expect.poll(() => asides(dataDir), { timeout: 20_000 }).toHaveLength(1);
    gate.child.kill('SIGTERM');
    await gate.exited;
    expect(gate.child.signalCode).toBe('SIGTERM');
    truncateSync(file, 4096);
    expect(await runGateOver('TEST-1\n', { env })).toMatchObject({ code: 0 });
    expect(asides(dataDir)).toHaveLength(1);
    expect(readFileSync(path.join(dataDir, asides(dataDir)[0] ?? '', 'kiosk.db'))).toHaveLength(
      4096,
    );
  });
});
