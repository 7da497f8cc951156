import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { openDatabase } from '../../electron/core/outbox/database/database.ts';
import { inFolder, openCore, several, timed } from './core-under-test.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const SCANS = 2000;
const RUNS = 5;
/** The gate takes as many scans at once. */
const AT_ONCE = 4;

/** Measures how many scans the whole core accepts durably in a second, compared with a bare loop of the same insert. */
export async function acceptBench(): Promise<Measurement[]> {
  const through: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await inFolder(async (folder) => bareInserts(folder)));
    through.push(await inFolder(acceptedOffline));
  }
  const values = { unit: 'scans/s', n: RUNS * SCANS };
  return [
    measurement({
      name: 'accept',
      value: percentile(through, 0.5),
      baseline: percentile(bare, 0.5),
      ...values,
    }),
  ];
}

async function acceptedOffline(folder: string): Promise<number> {
  // Nothing listens there, so after the first scan the device is offline and answers every other one at once.
  const core = openCore(folder, 'http://127.0.0.1:9');
  await core.scan({ raw: 'LOAD-first', source: 'stdin' });
  const ms = await timed(() =>
    several(SCANS, AT_ONCE, (n) => core.scan({ raw: `LOAD-${n}`, source: 'stdin' })),
  );
  await core.close();
  return (SCANS / ms) * 1000;
}

function bareInserts(folder: string): number {
  const db = openDatabase(path.join(folder, 'bare'));
  db.prepare("INSERT INTO destination (base_url) VALUES ('https://confera.example')").run();
  const insert = db.prepare(
    `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
       location, venue_day, source, scanned_at, state, attempts)
     VALUES (?, ?, 1, 'badge', ?, ?, '0001', 'gate-a', '2026-02-03', 'stdin', ?, 'pending', 0)`,
  );
  const from = performance.now();
  for (let n = 0; n < SCANS; n++) {
    insert.run(randomUUID(), randomUUID(), `LOAD-${n}`, Buffer.alloc(16, n), n);
  }
  const ms = performance.now() - from;
  db.close();
  return (SCANS / ms) * 1000;
}
