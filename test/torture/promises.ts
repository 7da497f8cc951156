import path from 'node:path';
import Database from 'better-sqlite3';
import type { LoggedScan } from '../fixtures/running-core.ts';
import type { JournalEntry } from '../simulator/simulator.ts';

/** One answer that a person was given. */
export type Told = { code: string; scanId: string | null; outcome: string };

/** A scan as `scan_log` shows it, and whether its row says that Confera may have acted although we don't know it. */
export type KeptScan = LoggedScan & { ambiguous: 0 | 1 };

/** Everything that is left to check once everything has been sent. */
export type Evidence = {
  told: readonly Told[];
  settled: readonly { scanId: string; outcome: string }[];
  kept: readonly KeptScan[];
  /** The whole journal of the simulator. */
  journal: readonly JournalEntry[];
  /** How often each code was shown to a scanner, including scans whose answer reached nobody. */
  shown: ReadonlyMap<string, number>;
  /** Whether Confera doesn't know a code. Every other code is a good badge. */
  isUnknown: (code: string) => boolean;
};

/** A promise that was not kept, and the scan that shows it. */
export type Violation = { promise: string; scanId: string | null; codeTail: string | null };

/** Reads every scan that a data folder keeps. */
export function keptScans(dataDir: string): KeptScan[] {
  const db = new Database(path.join(dataDir, 'kiosk.db'), { readonly: true });
  try {
    return db
      .prepare('SELECT scan_log.*, ambiguous FROM scan_log JOIN scan USING (scan_id)')
      .all() as KeptScan[];
  } finally {
    db.close();
  }
}

/** The promises that were broken. The kiosk promises to lose nothing, count nothing twice and say nothing wrong. */
export function brokenPromises(evidence: Evidence): Violation[] {
  const { told, settled, kept, shown, isUnknown } = evidence;
  const isProbe = ({ code }: JournalEntry) => code?.startsWith('kiosk-preflight-') === true;
  const journal = evidence.journal.filter((entry) => !isProbe(entry));
  const broken: Violation[] = [];
  const sent = Map.groupBy(
    journal.filter(({ idempotencyKey }) => idempotencyKey !== null),
    ({ idempotencyKey }) => idempotencyKey as string,
  );
  const byId = new Map(kept.map((scan) => [scan.scan_id, scan]));
  const blame = (promise: string, scanId: string | null, code: string | null) =>
    broken.push({ promise, scanId, codeTail: code?.slice(-4) ?? null });
  const actedOn = (scan: KeptScan) =>
    (sent.get(scan.idempotency_key) ?? []).some(({ acted }) => acted);

  for (const { scanId, code, outcome } of told) {
    if (scanId === null) continue;
    const scan = byId.get(scanId);
    if (!scan) {
      blame('a scan that was told as taken is in scan_log', scanId, code);
      continue;
    }
    const once = shown.get(code) === 1;
    const fits = {
      'checked-in': scan.outcome === 'checked-in',
      // A repeat may be answered from the first scan's row, whose own outcome may differ.
      'already-checked-in': !once && (scan.state === 'done' || isUnknown(code)),
      rejected: isUnknown(code) && scan.state === 'rejected',
    }[outcome];
    if (fits === false) blame(`told as ${outcome}, kept as ${scan.outcome}`, scanId, code);
  }
  for (const { scanId, outcome } of settled) {
    const scan = byId.get(scanId);
    if (scan?.outcome !== outcome) {
      blame(`settled as ${outcome}, kept as ${scan?.outcome}`, scanId, null);
    }
  }

  for (const scan of kept) {
    const requests = sent.get(scan.idempotency_key) ?? [];
    const code = requests[0]?.code ?? null;
    const say = (promise: string) => blame(promise, scan.scan_id, code);
    if (scan.state === 'pending' || scan.state === 'sending') say('everything is sent in the end');
    if (requests.length > scan.attempts) say('an attempt is counted before its request leaves');
    if (requests.some(({ dayDate }) => dayDate !== scan.day)) say('the venue day stays as it was');
    if (scan.state === 'done' && requests.length === 0) say('what is done was sent');
    if (scan.state === 'rejected' && code !== null && !isUnknown(code)) {
      say('a good badge is not kept as rejected');
    }
    if (actedOn(scan) && scan.outcome !== 'checked-in') {
      say(`what Confera recorded is checked-in, not ${scan.outcome}`);
    }
    if (!actedOn(scan) && scan.outcome === 'checked-in' && !scan.ambiguous) {
      say('checked-in is said of what Confera recorded');
    }
  }

  for (const { code } of evidence.journal.filter((entry) => isProbe(entry) && entry.acted)) {
    blame('a probe of a key checks nobody in', null, code);
  }
  const acted = journal.filter((entry) => entry.acted);
  const records = Map.groupBy(acted, ({ code, dayDate }) => `${code} ${dayDate ?? ''}`);
  for (const [first, ...more] of records.values()) {
    if (first && more.length > 0) blame('a check-in is recorded once', null, first.code);
  }
  const recorded = new Set(acted.map(({ code }) => code));
  for (const { code, outcome, scanId } of told) {
    if (!TAKEN.has(outcome) || isUnknown(code)) continue;
    if (!recorded.has(code)) blame('a good badge that was taken is at Confera', scanId, code);
  }
  const keys = new Set(kept.map(({ idempotency_key }) => idempotency_key));
  for (const [key, [first]] of sent) {
    if (!keys.has(key)) blame('what was sent is in scan_log', null, first?.code ?? null);
  }
  return broken;
}

const TAKEN: ReadonlySet<string> = new Set([
  'checked-in',
  'already-checked-in',
  'queued',
  'attention',
]);
