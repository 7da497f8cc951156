import { COUNTED_ANSWERS, type KindCounts } from '../../shared/bridge/counts.ts';
import type { Kind } from '../../shared/scan/outcome.ts';
import type { JournalEntry } from '../simulator/simulator.ts';
import type { OutboxRow, Places } from './places.ts';
import type { Violation } from './promises.ts';

/**
 * Compares what each place tells of the scans of a device, or of all devices of a venue: the staff's pages, the CSV files,
 * the rolling copy and Confera's own record. They must agree exactly, but for these rules, which the documents state:
 *
 * - Whoever was told to go in is admitted, even if Confera refuses the scan later. So an admitted code that Confera has not
 *   recorded must be one that it refused.
 * - A scan may be told as checked in although another of the same code was recorded: Confera answers that the code is
 *   known, and an earlier attempt of this scan was never answered.
 * - A badge counts once a day for the device, and once for Confera. Attendance counts once a day for both.
 * - A kill cuts a write of the copy short, so a part of the copy may end torn. What it lacks is in the next part.
 * - A scan that is being sent waits in the copy, for whoever takes over.
 * - Of a badge that another gate of the venue has had, that gate counts who came in with it, whichever scan Confera took.
 *
 * @param devices all that send scans to one Confera
 * @returns a sentence for each disagreement, with the scan if it is about one
 */
export function disagreements(...devices: readonly Places[]): Violation[] {
  const [first] = devices;
  if (!first) return [];
  return [
    ...devices.flatMap((places) => [
      ...ofTheCounts(places),
      ...ofThePageNow(places),
      ...ofTheList(places),
      ...ofTheCsv(places),
      ...ofTheCopy(places),
    ]),
    ...ofTheJournal({ ...first, rows: devices.flatMap(({ rows }) => rows) }),
  ];
}

const about = (promise: string, row?: Pick<OutboxRow, 'scanId' | 'codeTail'>): Violation => ({
  promise,
  scanId: row?.scanId ?? null,
  codeTail: row?.codeTail ?? null,
});

const answerOf = ({ firstTold, told }: OutboxRow) => firstTold ?? told ?? 'none';

/** Whether the person of a scan went in by this device. */
function letsIn(row: OutboxRow): boolean {
  const answer = answerOf(row);
  if (answer === 'checked-in' || answer === 'queued') return true;
  return row.state === 'done' && row.outcome === 'checked-in' && answer !== 'already-checked-in';
}

const isUnsent = ({ state }: OutboxRow) => state === 'pending' || state === 'sending';

function ofTheCounts({ rows, counts, repeats }: Places): Violation[] {
  const days = Map.groupBy(rows, ({ venueDay }) => venueDay);
  // A scan whose time isn't known yet is of no day.
  days.delete('');
  const happened = new Set([...days.keys(), ...repeats.map(({ venueDay }) => venueDay)]);
  const missing = [...happened].filter((day) => !counts.some((each) => each.day === day));
  return [
    ...missing.map((day) => about(`the page Counts offers the day ${day}`)),
    ...counts.flatMap(({ day, kinds, slots }) => {
      const ofDay = days.get(day) ?? [];
      const ofKinds = kinds.flatMap((told) => {
        const scans = ofDay.filter(({ kind }) => kind === told.kind);
        const again = repeats.filter((each) => each.venueDay === day && each.kind === told.kind);
        const arrived = slots.reduce((sum, slot) => sum + slot.admitted[told.kind], 0);
        return differing(`the page Counts on ${day}, ${told.kind}`, {
          told: { ...told, arrived },
          kept: { ...counted(told.kind, scans, again), arrived: admittedOf(scans).size },
        });
      });
      const uncounted = [...new Set(ofDay.map(({ kind }) => kind))]
        .filter((kind) => !kinds.some((each) => each.kind === kind))
        .map((kind) => about(`the page Counts has ${kind} on ${day}`));
      return [...ofKinds, ...uncounted, ...ofTheAnswers(day, { slots, ofDay, repeats })];
    }),
  ];
}

type DayCounts = Places['counts'][number];

/** The chart of what people were told. */
function ofTheAnswers(
  day: string,
  {
    slots,
    ofDay,
    repeats,
  }: { slots: DayCounts['slots'] } & Pick<Places, 'repeats'> & {
      ofDay: readonly OutboxRow[];
    },
): Violation[] {
  const told = Object.fromEntries(
    COUNTED_ANSWERS.map((answer) => [
      answer,
      slots.reduce((all, { answers }) => all + answers[answer], 0),
    ]),
  );
  const kept = Object.fromEntries(
    COUNTED_ANSWERS.map((answer) => {
      const again = repeats.filter((each) => each.venueDay === day && each.answer === answer);
      return [answer, ofDay.filter((row) => answerOf(row) === answer).length + sum(again)];
    }),
  );
  return differing(`what people were told on ${day}`, { told, kept });
}

const admittedOf = (scans: readonly OutboxRow[]) =>
  new Set(scans.filter(letsIn).map(({ codeHash }) => codeHash));

const sum = (all: readonly { n: number }[]) => all.reduce((total, { n }) => total + n, 0);

/** The numbers of a day and a kind as docs/counts.md defines them. */
function counted(kind: Kind, scans: readonly OutboxRow[], repeats: Places['repeats']): KindCounts {
  const those = (fits: (row: OutboxRow) => boolean) => scans.filter(fits).length;
  const isRefused = ({ state }: OutboxRow) => state === 'rejected';
  const admitted = admittedOf(scans).size;
  const isKnown = (row: OutboxRow) =>
    !letsIn(row) &&
    !isRefused(row) &&
    (row.state === 'done' || answerOf(row) === 'already-checked-in');
  return {
    kind,
    admitted,
    refusedLater: those((row) => letsIn(row) && isRefused(row)),
    again: those(letsIn) - admitted + those(isKnown) + sum(repeats),
    refused: those((row) => !letsIn(row) && isRefused(row)),
    toStaff:
      those((row) => answerOf(row) === 'attention') +
      sum(repeats.filter(({ answer }) => answer === 'attention')),
    unconfirmed: those(isUnsent),
  };
}

const STATES = ['pending', 'sending', 'done', 'rejected', 'attention'] as const;

function ofThePageNow({ rows, now }: Places): Violation[] {
  const kept = Object.fromEntries(
    STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  );
  return differing('the page Now', { told: now, kept });
}

function ofTheList({ rows, list }: Places): Violation[] {
  return compared('the page Scans', rows, {
    told: list,
    fields: ['kind', 'state', 'outcome', 'attempts', 'codeTail'],
  });
}

function ofTheCsv({ rows, scansCsv, refusalsCsv }: Places): Violation[] {
  const isRefused = ({ state }: OutboxRow) => state === 'rejected' || state === 'attention';
  const files = [
    { name: 'the CSV of scans', csv: scansCsv, of: rows },
    { name: 'the CSV of refusals', csv: refusalsCsv, of: rows.filter(isRefused) },
  ];
  return files.flatMap(({ name, csv, of }) =>
    compared(name, of, {
      told: csv.map(asRow),
      fields: ['kind', 'state', 'outcome', 'attempts', 'codeTail', 'venueDay', 'code'],
    }),
  );
}

/** A line of a CSV file as the outbox would have it. One leading apostrophe only makes a cell text. */
function asRow(cells: Record<string, string>): ToldScan {
  const { scanId, kind, state, outcome, attempts, codeEnd, venueDay, code } = cells;
  return {
    scanId: scanId ?? '',
    kind: kind as Kind,
    state: state as OutboxRow['state'],
    outcome: outcome === '' ? null : (outcome ?? null),
    attempts: Number(attempts),
    codeTail: codeEnd?.slice(1) ?? '',
    venueDay: venueDay ?? '',
    code: code === '' ? null : (code?.replace(/^'/, '') ?? null),
  };
}

function ofTheCopy({ rows, copy, wasKilled }: Places): Violation[] {
  if (copy === null) return [];
  if (!copy.ok) return [about(`the rolling copy can be read, and isn't ${copy.problem}`)];
  const spoiled = copy.troubles.filter(({ is }) => is !== 'torn' || !wasKilled);
  const asCopied = rows.map((row) => {
    return row.state === 'sending' ? { ...row, state: 'pending' as const } : row;
  });
  return [
    ...spoiled.map(({ is, file }) => about(`no part of the rolling copy is ${is}: ${file}`)),
    ...compared('the rolling copy', asCopied, {
      told: copy.scans,
      fields: ['kind', 'state', 'outcome', 'attempts', 'codeTail', 'venueDay', 'idempotencyKey'],
    }),
  ];
}

function ofTheJournal({ rows, journal, isUnknown }: Places): Violation[] {
  const codes = new Map(journal.map(({ idempotencyKey, code }) => [idempotencyKey, code]));
  const codeOf = (row: OutboxRow) => codes.get(row.idempotencyKey) ?? row.code;
  const recorded = new Map<string, JournalEntry>();
  for (const entry of journal) if (entry.acted) recorded.set(nameOf(entry), entry);
  const admitted = new Map<string, OutboxRow>();
  for (const row of rows.filter(letsIn)) {
    const dayDate = row.kind === 'attendance' ? row.venueDay : null;
    admitted.set(nameOf({ code: codeOf(row), dayDate }), row);
  }
  const byKey = new Map(rows.map((row) => [row.idempotencyKey, row]));
  return [
    ...[...recorded].flatMap(([name, { idempotencyKey }]) => {
      const row = byKey.get(idempotencyKey ?? '');
      return admitted.has(name) ? [] : [about('what Confera recorded is counted as admitted', row)];
    }),
    ...[...admitted].flatMap(([name, row]) => {
      const wasRefused = row.state === 'rejected' && isUnknown(codeOf(row) ?? '');
      if (recorded.has(name) || isUnsent(row) || wasRefused) return [];
      return [about('whoever is counted as admitted is recorded by Confera', row)];
    }),
  ];
}

const nameOf = ({ code, dayDate }: Pick<JournalEntry, 'code' | 'dayDate'>) =>
  `${code} ${dayDate ?? ''}`;

/** Each number that a place tells otherwise than the outbox has it. */
function differing(
  place: string,
  { told, kept }: { told: Record<string, unknown>; kept: Record<string, unknown> },
): Violation[] {
  return Object.entries(kept).flatMap(([name, value]) =>
    told[name] === value ? [] : [about(`${place} tells ${name} as ${value}, not ${told[name]}`)],
  );
}

/** A scan as a place tells it. */
type ToldScan = Partial<OutboxRow> & Pick<OutboxRow, 'scanId'>;

/** Each scan that a place leaves out, makes up, repeats or tells otherwise than the outbox has it. */
function compared(
  place: string,
  rows: readonly OutboxRow[],
  { told, fields }: { told: readonly ToldScan[]; fields: readonly (keyof OutboxRow)[] },
): Violation[] {
  const known = new Map(rows.map((row) => [row.scanId, row]));
  const found = new Map<string, ToldScan>();
  const twice: Violation[] = [];
  for (const scan of told) {
    if (found.has(scan.scanId))
      twice.push(about(`${place} has each scan once`, known.get(scan.scanId)));
    found.set(scan.scanId, scan);
  }
  const madeUp = [...found.keys()].filter((scanId) => !known.has(scanId));
  return [
    ...twice,
    ...rows.flatMap((row) => {
      const scan = found.get(row.scanId);
      if (!scan) return [about(`${place} has every scan`, row)];
      return fields
        .filter((field) => (scan[field] ?? null) !== row[field])
        .map((field) =>
          about(`${place} tells ${field} as ${shown(field, row)}, not ${shown(field, scan)}`, row),
        );
    }),
    ...madeUp.map((scanId) => about(`${place} has no scan that was never made: ${scanId}`)),
  ];
}

/** A field for a person to read. A whole code is never shown. */
function shown(field: keyof OutboxRow, row: Partial<OutboxRow>): string {
  if (field === 'code') return row.code === null ? 'none' : `…${row.code?.slice(-4)}`;
  return String(row[field]);
}
