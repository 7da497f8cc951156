import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { markSuspect } from '../../../../../electron/core/outbox/database/damage.ts';
import {
  DatabaseTooNewError,
  openDatabase,
} from '../../../../../electron/core/outbox/database/database.ts';
import { migrations } from '../../../../../electron/core/outbox/database/migrations/index.ts';
import { openOrSalvage } from '../../../../../electron/core/outbox/database/open-or-salvage.ts';
import { PageImage } from '../../../../../electron/core/outbox/salvage/page-image.ts';
import { pastSalvages } from '../../../../../electron/core/outbox/salvage/set-aside.ts';
import { PAGE_SIZE } from '../../../../../electron/core/outbox/salvage/wal-frames.ts';
import { temporaryFolder } from '../../../../fixtures/temporary-folder.ts';
import {
  AT,
  allRows,
  changed,
  databaseFiles,
  expectHonestOpening,
  expectKept,
  type Files,
  FRAME,
  openAndRead,
  PAGE,
  placed,
  type Row,
  WAL_HEADER,
} from '../../../fixtures/database-files.ts';

const GARBAGE = Buffer.from('this is not a database, but long enough to look like one'.repeat(200));

let files: Files;
let rows: Row[];
let scansOn: Map<number, number>;
let db: Buffer;
let wal: Buffer;
/** The same, closed in order: all of it in one file. */
let closed: { files: Files; rows: Row[] };

beforeAll(async () => {
  ({ files, rows, scansOn } = await databaseFiles(60, 40));
  db = files['kiosk.db'] as Buffer;
  wal = files['kiosk.db-wal'] as Buffer;
  closed = await databaseFiles(100, 0);
});

const open = (folder: string) => {
  const opened = openOrSalvage(folder, AT);
  onTestFinished(() => void opened.db.close());
  return opened;
};

const frameAt = (n: number) => WAL_HEADER + n * FRAME;

describe('nothing is said of a database', () => {
  test('that is new', () => {
    expect(open(temporaryFolder()).salvage).toBeNull();
  });

  test('that was never written to', () => {
    expect(open(placed({ 'kiosk.db': Buffer.alloc(0) })).salvage).toBeNull();
  });

  test('that was closed', () => {
    expect(expectHonestOpening(placed(closed.files), closed.files, closed.rows).salvage).toBeNull();
  });

  test('whose process was killed', () => {
    expect(expectHonestOpening(placed(files), files, rows).salvage).toBeNull();
  });

  test('whose WAL was made and not yet written to', () => {
    const made = { ...closed.files, 'kiosk.db-wal': Buffer.alloc(FRAME + WAL_HEADER) };
    expect(expectHonestOpening(placed(made), made, closed.rows).salvage).toBeNull();
  });

  test('whose process was killed before it had a WAL', () => {
    const folder = placed(closed.files);
    const file = path.join(folder, 'kiosk.db');
    const writer = new Database(file);
    writer.pragma('journal_mode = DELETE');
    // A change too large for so small a cache: a part of it is in the file before its commit.
    writer.pragma('cache_size = 1');
    writer.exec('BEGIN; UPDATE scan SET location = hex(zeroblob(2000))');
    const halfWay = temporaryFolder();
    for (const name of ['kiosk.db', 'kiosk.db-journal']) {
      copyFileSync(path.join(folder, name), path.join(halfWay, name));
    }
    writer.close();
    expect(readFileSync(path.join(halfWay, 'kiosk.db')).equals(readFileSync(file))).toBe(false);
    const { db: opened, salvage } = open(halfWay);
    expect(salvage).toBeNull();
    expect(allRows(opened)).toEqual(closed.rows);
  });

  test('whose checkpoint was cut short, while the WAL has the rest', () => {
    const cut = { ...files, 'kiosk.db': db.subarray(0, PAGE) };
    const { salvage } = openAndRead(placed(cut));
    expect(salvage?.damage).toBe('truncated');
    const grown = changed(db, (copy) => copy.writeUInt32BE(db.length / PAGE + 3, 28));
    const ahead = { ...files, 'kiosk.db': grown };
    expect(expectHonestOpening(placed(ahead), ahead, rows).salvage).toBeNull();
  });
});

test('the size of a page, which is not learnt from the damaged file, is the one that is made', () => {
  expect(open(temporaryFolder()).db.pragma('page_size', { simple: true })).toBe(PAGE_SIZE);
});

describe('a database whose', () => {
  type Case = { what: string; damage: string; damaged: () => Files };
  const cases: Case[] = [
    {
      what: 'first page is destroyed',
      damage: 'no-database',
      damaged: () => ({ 'kiosk.db': changed(closed.files['kiosk.db'], (b) => b.fill(0, 0, PAGE)) }),
    },
    {
      what: 'header is destroyed',
      damage: 'no-database',
      damaged: () => ({ 'kiosk.db': changed(closed.files['kiosk.db'], (b) => b.fill(7, 0, 50)) }),
    },
    {
      what: 'version is no number that there will be',
      damage: 'corrupt',
      damaged: () => ({
        'kiosk.db': changed(closed.files['kiosk.db'], (b) => b.writeUInt32BE(1 << 30, 60)),
      }),
    },
    {
      what: 'version is gone',
      damage: 'corrupt',
      damaged: () => ({
        'kiosk.db': changed(closed.files['kiosk.db'], (b) => b.writeUInt32BE(0, 60)),
      }),
    },
    {
      what: 'schema has a changed letter',
      damage: 'corrupt',
      damaged: () => ({
        'kiosk.db': changed(closed.files['kiosk.db'], (b) => {
          const at = b.indexOf('scan_uncounted AFTER');
          b.write('scan_uncounteD', at);
        }),
      }),
    },
    {
      what: 'WAL has a changed bit in its middle',
      damage: 'wal',
      damaged: () => ({
        'kiosk.db': db,
        'kiosk.db-wal': changed(wal, (b) =>
          b.writeUInt8(b.readUInt8(frameAt(9) + 900) ^ 4, frameAt(9) + 900),
        ),
      }),
    },
    {
      what: 'WAL has a frame with a destroyed head',
      damage: 'wal',
      damaged: () => ({
        'kiosk.db': db,
        'kiosk.db-wal': changed(wal, (b) => b.fill(0, frameAt(9), frameAt(9) + 24)),
      }),
    },
    {
      what: 'WAL has lost its header',
      damage: 'wal',
      damaged: () => ({
        'kiosk.db': db,
        'kiosk.db-wal': changed(wal, (b) => b.fill(0, 0, WAL_HEADER)),
      }),
    },
    {
      what: 'WAL has lost its header and first frame',
      damage: 'wal',
      damaged: () => ({
        'kiosk.db': db,
        'kiosk.db-wal': changed(wal, (b) => b.fill(0, 0, 5000)),
      }),
    },
  ];
  test.each(cases)('$what loses nothing', ({ damage, damaged }) => {
    const given = damaged();
    const expected = given['kiosk.db-wal'] ? rows : closed.rows;
    const folder = placed(given);
    const { salvage, missing, rows: found } = expectHonestOpening(folder, given, expected);
    expect(salvage?.damage).toBe(damage);
    expect(missing).toEqual([]);
    expect(found.map(comparable)).toEqual(expected.map(comparable));
    expectKept(folder, salvage as NonNullable<typeof salvage>, given);
  });

  /** What waits may have been sent since; everything else is as it was. */
  function comparable({ state, ambiguous, not_before: _, ...row }: Row) {
    const waits = state === 'pending' || state === 'sending';
    return waits ? { ...row, state: 'pending' } : { ...row, state, ambiguous };
  }

  test('last acknowledged commit is damaged, as the index shows, has that scan wait again at worst', () => {
    const damaged = changed(wal, (b) => b.fill(0xff, b.length - 5));
    const given = { ...files, 'kiosk.db-wal': damaged };
    const { salvage, rows: found } = expectHonestOpening(placed(given), given, rows);
    expect(salvage).toMatchObject({ damage: 'wal', carriedOver: rows.length, lost: 0 });
    expect(found.slice(0, -1).map(comparable)).toEqual(rows.slice(0, -1).map(comparable));
    expect(found.at(-1)).toMatchObject({ scan_id: rows.at(-1)?.scan_id, code: rows.at(-1)?.code });
  });

  test('WAL was deleted by a person is told of, as long as its index is there', () => {
    const given = { 'kiosk.db': db, 'kiosk.db-shm': files['kiosk.db-shm'] as Buffer };
    const { salvage, rows: found } = expectHonestOpening(placed(given), given, rows);
    expect(salvage).toMatchObject({ damage: 'wal', carriedOver: 60, moreFeared: true });
    expect(found).toHaveLength(60);
  });

  test('WAL ends before what had been acknowledged keeps the rest', () => {
    const given = { ...files, 'kiosk.db-wal': wal.subarray(0, frameAt(100) + 11) };
    const { salvage, missing } = expectHonestOpening(placed(given), given, rows);
    expect(salvage).toMatchObject({ damage: 'wal', moreFeared: true });
    expect(missing.length).toBeGreaterThan(0);
  });

  test.each([
    ['is gone', undefined],
    ['is empty', Buffer.alloc(0)],
  ])('file %s beside a WAL keeps what the WAL has', (_, file) => {
    const given: Files = { ...files };
    if (file) given['kiosk.db'] = file;
    else delete given['kiosk.db'];
    const { salvage, rows: found } = expectHonestOpening(placed(given), given, rows);
    expect(salvage?.damage).toBe('missing');
    expect(found.length).toBeGreaterThanOrEqual(40);
    expect(salvage?.lost).toBe(rows.length - found.length);
  });

  test('file is something else altogether is told as lost, and that is kept', () => {
    const given = { 'kiosk.db': GARBAGE };
    const { salvage } = expectHonestOpening(placed(given), given, rows);
    expect(salvage).toMatchObject({ damage: 'no-database', carriedOver: 0, moreFeared: true });
  });

  test('name a folder has: that is set aside with what is in it', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'kiosk.db'));
    writeFileSync(path.join(folder, 'kiosk.db', 'note'), 'a person put this here');
    const { salvage } = open(folder);
    expect(salvage?.damage).toBe('not-a-file');
    expect(readdirSync(path.join(folder, salvage?.folder ?? '', 'kiosk.db'))).toEqual(['note']);
  });
});

describe('a power cut', () => {
  test('at any moment of the last commit is no damage', () => {
    const lastCommit = wal.length - FRAME;
    for (let end = wal.length - 1; end > lastCommit; end -= 512) {
      const given = { 'kiosk.db': db, 'kiosk.db-wal': wal.subarray(0, end) };
      const { salvage, rows: found } = openAndRead(placed(given));
      expect(salvage).toBeNull();
      expect(found.length).toBeGreaterThanOrEqual(rows.length - 1);
    }
  });

  test('that leaves a whole frame with half its content has a copy of the WAL kept, and told', () => {
    const torn = changed(wal, (b) => b.fill(0, b.length - 2000));
    const given = { 'kiosk.db': db, 'kiosk.db-wal': torn };
    const { salvage, missing } = expectHonestOpening(placed(given), given, rows);
    expect(salvage).toMatchObject({ damage: 'torn-tail', lost: 0, moreFeared: true });
    expect(missing.length).toBeLessThanOrEqual(1);
  });

  test('is nobody’s worry where the index shows that the torn commit had not been acknowledged', async () => {
    const index = files['kiosk.db-shm'] as Buffer;
    const torn = Buffer.concat([wal, wal.subarray(wal.length - FRAME)]);
    const given = { ...files, 'kiosk.db-wal': torn };
    expect(index.length).toBeGreaterThan(0);
    expect(expectHonestOpening(placed(given), given, rows).salvage).toBeNull();
  });
});

describe('what is carried over', () => {
  /** Its first page is lost, and `change` was made before. */
  function afterDamage(change: (db: Database.Database) => void) {
    const folder = placed(closed.files);
    const before = new Database(path.join(folder, 'kiosk.db'));
    change(before);
    before.pragma('wal_checkpoint(TRUNCATE)');
    before.close();
    const file = path.join(folder, 'kiosk.db');
    const damaged = { 'kiosk.db': changed(readFileSync(file), (b) => b.fill(0, 0, PAGE)) };
    writeFileSync(file, damaged['kiosk.db']);
    return { ...expectHonestOpening(folder, damaged, []), folder };
  }

  test('waits again as something that Confera may have, with its code and its key', () => {
    const { rows: found } = afterDamage(() => {});
    const waiting = closed.rows.filter(({ state }) => state === 'pending' || state === 'sending');
    expect(waiting.length).toBeGreaterThan(20);
    for (const { scan_id, code, idempotency_key } of waiting) {
      expect(found.find((row) => row.scan_id === scan_id)).toMatchObject({
        state: 'pending',
        ambiguous: 1,
        code,
        idempotency_key,
      });
    }
  });

  test('has its hash and not its code once it is done', () => {
    const { rows: found } = afterDamage((before) => {
      before.exec(`UPDATE scan SET code = 'left over' WHERE state = 'done'`);
    });
    const done = found.filter(({ state }) => state === 'done');
    expect(done.length).toBeGreaterThan(20);
    for (const row of done) {
      const was = closed.rows.find(({ scan_id }) => scan_id === row.scan_id);
      expect(row).toMatchObject({ code: null, code_hash: was?.code_hash });
    }
  });

  test('leaves out what can’t be a scan, and counts it as lost', () => {
    const { salvage, rows: found } = afterDamage((before) => {
      before.pragma('ignore_check_constraints = ON');
      before.exec(`UPDATE scan SET kind = 'nonsense' WHERE id = 3;
        UPDATE scan SET code = NULL WHERE id = (SELECT min(id) FROM scan WHERE state = 'pending')`);
    });
    expect(found).toHaveLength(closed.rows.length - 2);
    expect(salvage?.lost).toBe(2);
  });

  test('belongs to the destination that it was made for', () => {
    const { folder } = afterDamage((before) => {
      before.exec(`INSERT INTO destination (id, base_url) VALUES (7, 'https://other.example');
        UPDATE scan SET destination_id = 7 WHERE id = 5`);
    });
    const urls = open(folder).db.prepare(
      'SELECT base_url FROM destination JOIN scan ON destination_id = destination.id WHERE scan.id = ?',
    );
    expect(urls.pluck().get(5)).toBe('https://other.example');
    expect(urls.pluck().get(6)).toBe('https://confera.example');
  });

  test('is kept and not sent where nobody knows its destination any more', () => {
    const { folder, salvage } = afterDamage((before) => {
      before.pragma('foreign_keys = OFF');
      before.exec('DELETE FROM destination');
    });
    expect(salvage).toMatchObject({ withoutDestination: closed.rows.length, lost: 0 });
    const urls = open(folder).db.prepare('SELECT base_url FROM destination').pluck().all();
    expect(urls).toEqual(['unknown:1']);
  });

  test('comes from rows that an older version wrote, with fewer columns', () => {
    const { rows: found } = afterDamage((before) => {
      before.exec(`ALTER TABLE scan ADD COLUMN later TEXT DEFAULT 'x'`);
    });
    expect(found).toHaveLength(closed.rows.length);
  });

  test('can be long', () => {
    const location = 'é'.repeat(9000);
    const { rows: found } = afterDamage((before) => {
      before.prepare('UPDATE scan SET location = ? WHERE id = 4').run(location);
    });
    expect(found.find(({ id }) => id === 4)?.location).toBe(location);
  });
});

describe('a database of an older version', () => {
  test.each(migrations.map((_, index) => index + 1))(
    'is brought to the newest one, and is not taken for a damaged one: version %i',
    (version) => {
      const folder = temporaryFolder();
      const older = new Database(path.join(folder, 'kiosk.db'));
      older.pragma('journal_mode = WAL');
      for (const sql of migrations.slice(0, version)) older.exec(sql);
      older.pragma(`user_version = ${version}`);
      older.exec(`INSERT INTO destination (base_url) VALUES ('https://confera.example');
        INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code_hash, code_tail,
          venue_day, source, scanned_at, state, attempts)
        VALUES ('old', 'key', 1, 'badge', x'00', 'tail', '2026-02-03', 'stdin', 1, 'done', 1)`);
      older.close();
      const { db: opened, salvage } = open(folder);
      expect(salvage).toBeNull();
      expect(opened.pragma('user_version', { simple: true })).toBe(migrations.length);
      opened.exec(`INSERT INTO claim (scan_id, key, destination_id, state)
        VALUES ('old', zeroblob(16), 1, 'won')`);
      expect(allRows(opened)).toMatchObject([{ scan_id: 'old', state: 'done' }]);
    },
  );
});

describe('a database of a newer version', () => {
  const newer = (bytes: Buffer) => changed(bytes, (b) => b.writeUInt32BE(99, 60));

  test.each([
    ['whole', (bytes: Buffer) => bytes],
    ['damaged', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('is refused and not touched, %s', (_, as) => {
    const bytes = as(newer(closed.files['kiosk.db'] as Buffer));
    const folder = placed({ 'kiosk.db': bytes });
    expect(() => openOrSalvage(folder, AT)).toThrow(DatabaseTooNewError);
    expect(readFileSync(path.join(folder, 'kiosk.db')).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['kiosk.db']);
  });
});

describe('suspicion', () => {
  test('of a whole database is dropped after a look at all of it', () => {
    const folder = placed(closed.files);
    expect(markSuspect(folder)).toBe(true);
    expect(open(folder).salvage).toBeNull();
    expect(readdirSync(folder)).not.toContain('kiosk.db-suspect');
  });

  test('keeps the WAL as it was, although SQLite has had it open', () => {
    const image = new PageImage(path.join(placed(files), 'kiosk.db'));
    const page = [...scansOn.keys()].find((page) => !image.inWal(page)) ?? 0;
    image.close();
    const given = {
      ...files,
      'kiosk.db': changed(db, (b) => b.fill(0, (page - 1) * PAGE, page * PAGE)),
    };
    const folder = placed(given);
    markSuspect(folder);
    const { salvage } = open(folder);
    expect(salvage).toMatchObject({ damage: 'corrupt', lost: scansOn.get(page) });
    expectKept(folder, salvage as NonNullable<typeof salvage>, given);
  });

  test('finds what no quick look would: a wrong count', () => {
    const folder = placed(closed.files);
    const before = openDatabase(folder);
    before.exec(`UPDATE scan_count SET n = n + 1 WHERE state = 'done'`);
    before.close();
    markSuspect(folder);
    expect(open(folder).salvage).toMatchObject({ damage: 'corrupt', carriedOver: 100, lost: 1 });
    expect(readdirSync(folder)).not.toContain('kiosk.db-suspect');
  });
});

test('a second damage in the same second has a folder of its own, and both are told of', () => {
  const folder = placed({ 'kiosk.db': GARBAGE });
  openOrSalvage(folder, AT).db.close();
  writeFileSync(path.join(folder, 'kiosk.db'), GARBAGE);
  openOrSalvage(folder, AT).db.close();
  expect(pastSalvages(folder).map((salvage) => salvage.folder)).toEqual([
    'kiosk-damaged-2026-11-22T19-05-00Z',
    'kiosk-damaged-2026-11-22T19-05-00Z-2',
  ]);
});

test.skipIf(process.platform === 'win32')('nobody else can read what is set aside', () => {
  const folder = placed({ 'kiosk.db': GARBAGE });
  const { salvage } = open(folder);
  const aside = path.join(folder, salvage?.folder ?? '');
  expect(statSync(aside).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(aside)) {
    expect(statSync(path.join(aside, name)).mode & 0o777, name).toBe(0o600);
  }
  expect(statSync(path.join(folder, 'kiosk.db')).mode & 0o777).toBe(0o600);
});

test('what goes on after a salvage goes on as ever', () => {
  const folder = placed({
    'kiosk.db': changed(closed.files['kiosk.db'], (b) => b.fill(0, 0, PAGE)),
  });
  const { db: made } = open(folder);
  expect(made.pragma('journal_mode', { simple: true })).toBe('wal');
  made.exec(`INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
      location, venue_day, source, scanned_at, state, attempts)
    SELECT 'another', idempotency_key, destination_id, kind, code, code_hash, code_tail,
      location, venue_day, source, scanned_at, 'pending', 0
    FROM scan WHERE id = 1`);
  expect(allRows(made)).toHaveLength(closed.rows.length + 1);
});
