import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  changed,
  databaseFiles,
  expectHonestOpening,
  FRAME,
  PAGE,
  placed,
} from '../../../fixtures/database-files.ts';

// Each of these opens a database dozens of times: quick, unless the machine has other things to do.
vi.setConfig({ testTimeout: 90_000 });

/** Closed, with all of it in one file; and killed, with most of it in the WAL. */
let closed: Awaited<ReturnType<typeof databaseFiles>>;
let killed: Awaited<ReturnType<typeof databaseFiles>>;
let file: Buffer;
let wal: Buffer;
let scansOn: Map<number, number>;

beforeAll(async () => {
  closed = await databaseFiles(100, 0);
  killed = await databaseFiles(10, 28);
  file = closed.files['kiosk.db'] as Buffer;
  wal = killed.files['kiosk.db-wal'] as Buffer;
  scansOn = closed.scansOn;
});

test('a page that is wiped out takes its own scans with it and no others, and they are counted', () => {
  expect(scansOn.size).toBeGreaterThan(2);
  for (let page = 1; page <= file.length / PAGE; page++) {
    const given = {
      'kiosk.db': changed(file, (b) => b.fill(0, (page - 1) * PAGE, page * PAGE)),
    };
    const { missing, salvage } = expectHonestOpening(placed(given), given, closed.rows);
    expect(missing, `page ${page}`).toHaveLength(scansOn.get(page) ?? 0);
    if (salvage && !salvage.moreFeared) expect(salvage.lost, `page ${page}`).toBe(missing.length);
  }
});

test('a file that ends early keeps the scans on the pages before its end', () => {
  const lengths = [1, 50, 99, 100, 600, PAGE - 1, PAGE, PAGE + 1];
  for (let at = 2 * PAGE; at < file.length; at += PAGE / 2) lengths.push(at);
  for (const length of lengths) {
    const given = { 'kiosk.db': file.subarray(0, length) };
    const { missing, salvage } = expectHonestOpening(placed(given), given, closed.rows);
    expect(salvage, `${length} bytes`).not.toBeNull();
    const whole = [...scansOn].filter(([page]) => page * PAGE <= length);
    const readable = whole.reduce((sum, [, scans]) => sum + scans, 0);
    expect(closed.rows.length - missing.length, `${length} bytes`).toBeGreaterThanOrEqual(readable);
  }
});

test('a WAL with a frame that SQLite refuses loses no scan, though no later one has the same page', () => {
  const newest = new Map<number, number>();
  for (let n = 0; n < Math.floor(wal.length / FRAME); n++) {
    newest.set(wal.readUInt32BE(32 + n * FRAME), n);
  }
  expect(newest.size).toBeGreaterThan(8);
  for (const n of newest.values()) {
    // One of the numbers that say which run the frame belongs to: what it holds is as it was.
    const at = 32 + n * FRAME + 8;
    const given = {
      ...killed.files,
      'kiosk.db-wal': changed(wal, (b) => b.writeUInt8(b.readUInt8(at) ^ 0x10, at)),
    };
    const { missing, salvage } = expectHonestOpening(placed(given), given, killed.rows);
    expect(salvage?.damage, `frame ${n}`).toBe('wal');
    expect(missing, `frame ${n}`).toEqual([]);
  }
});

describe('whatever is written over a part of', () => {
  const damage = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9000 }).map((length) => new Uint8Array(length)),
      ),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const spoilt = (bytes: Buffer, parts: { at: number; bytes: Uint8Array }[]) =>
    changed(bytes, (copy) => {
      for (const part of parts) copy.set(part.bytes.subarray(0, copy.length), place(copy, part));
    });
  const place = (copy: Buffer, part: { at: number; bytes: Uint8Array }) =>
    Math.floor(part.at * Math.max(1, copy.length - part.bytes.length));

  test('the file, the opening is honest and keeps it', () => {
    fc.assert(
      fc.property(damage, (parts) => {
        const given = { 'kiosk.db': spoilt(file, parts) };
        expectHonestOpening(placed(given), given, closed.rows);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('the WAL, the opening is honest and keeps it', () => {
    fc.assert(
      fc.property(damage, (parts) => {
        const given = { ...killed.files, 'kiosk.db-wal': spoilt(wal, parts) };
        expectHonestOpening(placed(given), given, killed.rows);
      }),
      { seed: 2, numRuns: 25 },
    );
  });
});
