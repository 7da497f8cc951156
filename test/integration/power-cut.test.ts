import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { MEMORY_FOLDER } from '../fixtures/memory-folder.ts';
import { imageOf } from '../fixtures/power-cut.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What a disk may hold after a power cut: the write-ahead log up to any sector, with or without rubbish behind it. */

const SECTOR = 512;
const SCANS = 24;
/** Scans whose frames are cut through. */
const LAST = 4;

type Acknowledged = { scanId: string; outcome: string; walBytes: number };

/** A data folder in use, and how far its log reached when each scan was told. */
async function acknowledgedScans() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const kiosk = runCore(coreSettings(sim.url));
  const wal = path.join(kiosk.dataDir, 'kiosk.db-wal');
  const told: Acknowledged[] = [];
  for (let n = 1; n <= SCANS; n += 1) {
    // The later half is told without Confera: an acknowledgement is then the row alone.
    if (n === SCANS / 2) sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const { scanId, outcome } = await kiosk.scan(`TEST-${n}`);
    told.push({ scanId: scanId as string, outcome, walBytes: statSync(wal).size });
  }
  const image = path.join(temporaryFolder(), 'image');
  imageOf(kiosk.dataDir, image);
  await kiosk.close();
  return { told, image, sim };
}

/** Opens a folder as SQLite would after the power is back, and says what is missing. */
function missing(dataDir: string, told: readonly Acknowledged[]): string[] {
  const db = new Database(path.join(dataDir, 'kiosk.db'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const find = db.prepare('SELECT outcome FROM scan_log WHERE scan_id = ?').pluck();
    return told.map(({ scanId }) => scanId).filter((scanId) => find.get(scanId) === undefined);
  } finally {
    db.close();
  }
}

test('a log cut at any sector of its last scans opens with all that had been told before the cut', async () => {
  const { told, image } = await acknowledgedScans();
  const wal = readFileSync(path.join(image, 'kiosk.db-wal'));
  const db = readFileSync(path.join(image, 'kiosk.db'));
  // A log begun anew in place would make its size say nothing.
  const sizes = told.map(({ walBytes }) => walBytes);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  expect(sizes.at(-1)).toBeLessThanOrEqual(wal.length);

  const cutFolder = temporaryFolder(MEMORY_FOLDER);
  const write = (log: Buffer) => {
    rmSync(path.join(cutFolder, 'kiosk.db-shm'), { force: true });
    writeFileSync(path.join(cutFolder, 'kiosk.db'), db);
    writeFileSync(path.join(cutFolder, 'kiosk.db-wal'), log);
  };
  const from = sizes.at(-1 - LAST) ?? 0;
  let images = 0;
  for (let cut = from - (from % SECTOR); cut <= wal.length; cut += SECTOR) {
    const before = told.filter(({ walBytes }) => walBytes <= cut);
    const rest = wal.length - cut;
    for (const behind of [Buffer.alloc(0), Buffer.alloc(rest), Buffer.alloc(rest, 0xa5)]) {
      write(Buffer.concat([wal.subarray(0, cut), behind]));
      expect(missing(cutFolder, before), `cut at ${cut} of ${wal.length}`).toEqual([]);
      images += 1;
    }
  }
  // At least a page and its header for each.
  expect(images).toBeGreaterThan(LAST * 8 * 3);
});

test('the kiosk itself starts from a cut log, and sends what had been told', async () => {
  const { told, image, sim } = await acknowledgedScans();
  const wal = path.join(image, 'kiosk.db-wal');
  const [before, last] = told.slice(-2) as [Acknowledged, Acknowledged];
  // In the middle of the last scan's frames.
  truncateSync(wal, Math.floor((before.walBytes + last.walBytes) / 2));
  sim.clearFaults();
  const kiosk = runCore(coreSettings(sim.url), image);
  await kiosk.statusIs(({ queued }) => queued === 0);
  const done = new Map(kiosk.rows().map((row) => [row.scan_id, row.outcome]));
  for (const { scanId } of told.slice(0, -1)) expect(done.get(scanId)).toBe('checked-in');
  expect(sim.checkins().length).toBeGreaterThanOrEqual(SCANS - 1);
});
