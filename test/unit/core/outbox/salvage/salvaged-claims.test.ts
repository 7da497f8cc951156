import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { ClaimState } from '../../../../../electron/core/outbox/claim-row.ts';
import type { Outbox } from '../../../../../electron/core/outbox/outbox.ts';
import { keyOf, letIn, othersClaim, STATES } from '../../../fixtures/claimed-scans.ts';
import {
  changed,
  type Files,
  FRAME,
  openAndRead,
  PAGE,
  placed,
  WAL_HEADER,
} from '../../../fixtures/database-files.ts';
import { openOutbox, settlement } from '../../../fixtures/opened-outbox.ts';

// These open a database some dozens of times: quick, unless the machine has other things to do.
vi.setConfig({ testTimeout: 60_000 });

const SCANS = 200;
const ENDS = ['to-offer', 'won', 'lost', 'to-take-back', 'taken-back'] as const;

/** What becomes of each in a salvage: its latest state may be gone, so the hub is asked, or told, once more. */
const AFTERWARDS: Record<(typeof ENDS)[number], ClaimState> = {
  'to-offer': 'to-offer',
  won: 'to-offer',
  lost: 'lost',
  'to-take-back': 'to-take-back',
  'taken-back': 'to-take-back',
};

type Found = { scanId: string; key: string; state: ClaimState };

/** A database with claims in every state: the older ones in its file, the others in its WAL alone. */
async function claimed() {
  const opened = openOutbox();
  const { outbox, dataDir } = opened;
  const db = opened.somebodyElse();
  for (let n = 0; n < SCANS; n += 1) {
    await bring(outbox, n, ENDS[n % ENDS.length] as (typeof ENDS)[number]);
    if (n === SCANS / 2) db.pragma('wal_checkpoint(TRUNCATE)');
  }
  const leaves = db.prepare(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'`);
  const read = (name: string) => readFileSync(path.join(dataDir, name));
  return {
    before: db.prepare(STATES).all() as Found[],
    twice: outbox.claims.letInTwice(SCANS),
    pagesOf: (name: string) => leaves.pluck().all(name) as number[],
    /** As a process leaves the files that is killed now. */
    killed: (): Files => ({
      'kiosk.db': read('kiosk.db'),
      'kiosk.db-wal': read('kiosk.db-wal'),
      'kiosk.db-shm': read('kiosk.db-shm'),
    }),
    /** All of it in one file. */
    whole: (): Files => {
      db.pragma('wal_checkpoint(TRUNCATE)');
      return { 'kiosk.db': read('kiosk.db') };
    },
  };
}

/** Brings the claim of a new scan as far as it is to be. */
async function bring(outbox: Outbox, n: number, end: (typeof ENDS)[number]) {
  const key = keyOf(n.toString(16));
  const { claims } = outbox;
  const claim = await letIn(outbox, { key, scanId: `scan ${String(n).padStart(4, '0')}` });
  const holder = othersClaim({ key, scanId: `theirs ${n}`, location: `Gate ${n}` });
  if (end === 'to-offer') return;
  if (end === 'lost') return claims.settle(claim, { state: 'lost', holder });
  await claims.settle(claim, { state: 'won' });
  if (end === 'won') return;
  await outbox.settle(claim.row, settlement('rejected'));
  await claims.refuse(claim.scanId);
  if (end === 'taken-back') await claims.settle(claim, { state: 'taken-back' });
}

const afterwards = (before: readonly Found[]) =>
  before.map((claim) => ({ ...claim, state: AFTERWARDS[claim.state as keyof typeof AFTERWARDS] }));

const frameAt = (n: number) => WAL_HEADER + n * FRAME;

/** What a start makes of damaged files. */
function salvaged(files: Files) {
  const { db, rows, salvage, close } = openAndRead(placed(files));
  const claims = db.prepare(STATES).all() as Found[];
  const others = db.prepare('SELECT count(*) FROM others_claim').pluck().get();
  expect(db.pragma('foreign_key_check')).toEqual([]);
  close();
  return { claims, others, scans: rows.length, salvage };
}

test('a database whose first page is gone keeps every claim, and what is known of who was let in twice', async () => {
  const { before, twice, whole } = await claimed();
  expect(twice).toHaveLength(SCANS / ENDS.length);
  const files = { 'kiosk.db': changed(whole()['kiosk.db'], (b) => b.fill(0, 0, PAGE)) };
  expect(salvaged(files)).toMatchObject({
    claims: afterwards(before),
    scans: SCANS,
    salvage: { damage: 'no-database', carriedOver: SCANS },
    // The hub tells them again.
    others: 0,
  });
  const { outbox } = openOutbox({ dataDir: placed(files) });
  expect(outbox.claims.letInTwice(SCANS)).toEqual(twice);
  expect(outbox.claims.toTakeBack(SCANS)).toHaveLength((2 * SCANS) / ENDS.length);
});

test('a page that is wiped out takes only the claims on it, and never a scan', async () => {
  const { before, whole, pagesOf } = await claimed();
  const file = whole()['kiosk.db'];
  const wiped = (page: number) =>
    salvaged({
      'kiosk.db': changed(file, (b) => b.fill(0, (page - 1) * PAGE, page * PAGE)),
    });
  const leaves = pagesOf('claim');
  expect(leaves.length).toBeGreaterThan(2);
  const lost = leaves.map((page) => {
    const { claims, scans, salvage } = wiped(page);
    expect([scans, salvage?.lost]).toEqual([SCANS, 0]);
    expect(afterwards(before)).toEqual(expect.arrayContaining(claims));
    return before.length - claims.length;
  });
  expect(Math.min(...lost)).toBeGreaterThan(0);
  // A few are on the pages above them.
  expect(lost.reduce((sum, n) => sum + n)).toBeLessThanOrEqual(before.length);
  for (const name of ['claim_by_state', 'claim_held', 'others_claim', 'others_claim_by_age']) {
    const { claims, scans } = wiped(pagesOf(name)[0] as number);
    expect([scans, claims], name).toEqual([SCANS, afterwards(before)]);
  }
});

test('a WAL with a frame that SQLite refuses loses no claim', async () => {
  const { before, killed, pagesOf } = await claimed();
  const files = killed();
  const wal = files['kiosk.db-wal'] as Buffer;
  // SQLite begins the file anew once it is long, and what is behind the end is of an earlier run.
  const salts = wal.subarray(16, 24);
  const frames = Array.from({ length: Math.floor(wal.length / FRAME) }, (_, n) => n).filter((n) =>
    wal.subarray(frameAt(n) + 8, frameAt(n) + 16).equals(salts),
  );
  const newest = pagesOf('claim').flatMap(
    (page) => frames.findLast((n) => wal.readUInt32BE(frameAt(n)) === page) ?? [],
  );
  expect(newest.length).toBeGreaterThan(0);
  for (const frame of newest) {
    // One of the numbers that say which run the frame belongs to: what it holds is as it was.
    const at = frameAt(frame) + 8;
    const { claims, scans, salvage } = salvaged({
      ...files,
      'kiosk.db-wal': changed(wal, (b) => b.writeUInt8(b.readUInt8(at) ^ 0x10, at)),
    });
    expect([salvage?.damage, scans]).toEqual(['wal', SCANS]);
    expect(claims.map(({ scanId, key }) => [scanId, key])).toEqual(
      before.map(({ scanId, key }) => [scanId, key]),
    );
  }
});
