import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { copyKeyOf } from '../../electron/copy/copy-key.ts';
import type { CopyChoice } from '../../electron/core/copy/copy-choice.ts';
import { deviceFolder } from '../../electron/core/copy/copy-folder.ts';
import { type ReadCopy, readCopy } from '../../electron/core/copy/read-copy.ts';
import type { Core } from '../../electron/core/core.ts';
import type { ListedScan, ScanState } from '../../electron/core/outbox/scan-row.ts';
import { SCANS_BEGIN, scanLine } from '../../electron/kiosk/scans-csv.ts';
import { venueStamps } from '../../electron/kiosk/venue-stamp.ts';
import type { Kind } from '../../shared/scan/outcome.ts';
import type { JournalEntry } from '../simulator/simulator.ts';

/** A scan as its row in the outbox has it. */
export type OutboxRow = {
  scanId: string;
  idempotencyKey: string;
  kind: Kind;
  venueDay: string;
  state: ScanState;
  outcome: string | null;
  told: string | null;
  firstTold: string | null;
  attempts: number;
  code: string | null;
  codeTail: string;
  codeHash: string;
};

/** What each place tells of the scans of one device. */
export type Places = {
  /** The truth that the others are compared with. */
  rows: readonly OutboxRow[];
  /** Badges that were shown again and have no row, because an earlier one stands for them. */
  repeats: readonly { venueDay: string; kind: Kind; answer: string; n: number }[];
  /** The page *Counts*, for each day that it offers. */
  counts: readonly ReturnType<Core['counts']>[];
  /** How many scans the page *Now* tells to be in each state. */
  now: Record<ScanState, number>;
  /** All pages of the list of scans. */
  list: readonly ListedScan[];
  /** The lines of the exported files, each cell by its column. */
  scansCsv: readonly Record<string, string>[];
  refusalsCsv: readonly Record<string, string>[];
  /** The rolling copy after a last write; null if there is none. */
  copy: ReadCopy | null;
  /** Confera's own record, without the probes of keys. */
  journal: readonly JournalEntry[];
  /** Whether Confera doesn't know a code. */
  isUnknown: (code: string) => boolean;
  /** Whether the device was killed at any moment, and not only ended. */
  wasKilled: boolean;
};

const PASSPHRASE = 'four words nobody guesses';

/** Where a tortured kiosk keeps its rolling copy. It costs little to open. */
export async function tortureCopy(folder: string): Promise<CopyChoice> {
  const to = { cost: { memoryPower: 10, passes: 1 }, salt: Buffer.alloc(16, 3) };
  const { publicKey } = await copyKeyOf(PASSPHRASE, to);
  return { folder, recipient: { ...to, publicKey } };
}

/**
 * Asks each place what it tells of the scans.
 *
 * @param core a core on the data folder that makes no scans meanwhile
 */
export async function placesOf(
  core: Core,
  evidence: { dataDir: string; stick: string | null; wasKilled?: boolean } & Pick<
    Places,
    'journal' | 'isUnknown'
  >,
): Promise<Places> {
  const { dataDir, stick, journal, isUnknown, wasKilled = false } = evidence;
  const copy = stick === null ? null : await copyOn(core, stick);
  const { days } = core.counts(null);
  const isProbe = ({ code }: JournalEntry) => code?.startsWith('kiosk-preflight-') === true;
  return {
    ...keptIn(dataDir),
    counts: days.map((day) => core.counts(day)),
    now: core.outbox.overview.counts(),
    list: await listOf(core),
    scansCsv: await csvOf(core, 'scans'),
    refusalsCsv: await csvOf(core, 'refusals'),
    copy,
    journal: journal.filter((entry) => !isProbe(entry)),
    isUnknown,
    wasKilled,
  };
}

function keptIn(dataDir: string): Pick<Places, 'rows' | 'repeats'> {
  const db = new Database(path.join(dataDir, 'kiosk.db'), { readonly: true });
  try {
    const rows = db.prepare(
      `SELECT scan_id AS scanId, idempotency_key AS idempotencyKey, kind, venue_day AS venueDay, state, outcome,
         told, first_told AS firstTold, attempts, code, code_tail AS codeTail, hex(code_hash) AS codeHash
       FROM scan ORDER BY id`,
    );
    const repeats = db.prepare('SELECT venue_day AS venueDay, kind, answer, n FROM repeat_tally');
    return { rows: rows.all() as OutboxRow[], repeats: repeats.all() as Places['repeats'] };
  } finally {
    db.close();
  }
}

async function copyOn(core: Core, stick: string): Promise<ReadCopy> {
  await core.copy.writeNow();
  return readCopy(deviceFolder(stick, core.deviceId), (to) => copyKeyOf(PASSPHRASE, to));
}

async function listOf(core: Core): Promise<ListedScan[]> {
  const all: ListedScan[] = [];
  const search = { standing: null, kind: null, from: null, to: null, badge: null };
  for (let before: number | null = null; ; ) {
    const page = await core.scansPage({ ...search, before });
    all.push(...(page?.scans ?? []));
    before = page?.next ?? null;
    if (before === null) return all;
  }
}

async function csvOf(core: Core, what: 'scans' | 'refusals'): Promise<Record<string, string>[]> {
  let csv = SCANS_BEGIN;
  for (let after: number | null = null; ; ) {
    const { scans, next } = core.exportStep({ what, day: null }, after);
    for (const scan of scans) csv += scanLine(scan, venueStamps('UTC'));
    if (next === null) return linesOf(csv);
    after = next;
    await nextTurn();
  }
}

/** Reads a CSV file by RFC 4180: each line as its cells by their columns. */
export function linesOf(csv: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  for (const [, cell = '', end] of csv.slice(1).matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)) {
    const text = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    lines.at(-1)?.push(text);
    if (end !== ',') lines.push([]);
  }
  const [columns = [], ...rest] = lines;
  return rest
    .filter((cells) => cells.length > 0)
    .map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])));
}
