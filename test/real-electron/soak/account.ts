import type { JournalEntry } from '../../simulator/simulator.ts';
import { brokenPromises, type KeptScan } from '../../torture/promises.ts';
import type { TypedBadge } from './typed-badges.ts';

/** What is left to compare once the kiosk has sent everything. Times are Unix milliseconds. */
export type SoakEvidence = {
  typed: readonly TypedBadge[];
  /** When a page was ended. */
  crashes: readonly number[];
  /** The code that the camera saw again and again. */
  filmed: string;
  kept: readonly KeptScan[];
  journal: readonly JournalEntry[];
};

export type Account = {
  /** How many of the typed badges have a row that Confera knows. */
  taken: number;
  /** Typed while there was no page that could have heard them. Nobody was told anything about them. */
  intoNoPage: string[];
  /** Of these only the end was heard, by a page that began in the middle. The person was told that it is no badge. */
  torn: string[];
  /**
   * The page has made no row of these, and the screen said so at once. A busy machine may pull the keys of a scan apart,
   * as a bad cable does.
   */
  unread: string[];
  /** How many rows the camera has made. */
  filmed: number;
  /**
   * What must not be: a badge with two rows, one without any of which nobody was told, a code that nobody typed, and each
   * promise that was not kept.
   */
  broken: string[];
};

/** How long a crash may leave the kiosk without a page that hears keys. */
const DEAF_MS = 10_000;

/** The keys of a scan that ended so shortly before a crash may still have been on their way to the page. */
const ON_THE_WAY_MS = 500;

/** Compares what was typed with what the kiosk kept and with what Confera was told. */
export function account({ typed, crashes, filmed, kept, journal }: SoakEvidence): Account {
  const codes = new Set(typed.map(({ code }) => code));
  const rowsOf = rowsByCode(kept, journal);
  const strays = [...rowsOf.keys()].filter((code) => !codes.has(code) && code !== filmed);
  const isUnknown = (code: string) => strays.includes(code);
  const promises = { told: [], settled: [], kept, journal, shown: new Map(), isUnknown };
  const broken = brokenPromises(promises).map(({ promise, codeTail }) => `${promise}: ${codeTail}`);
  const intoNoPage: string[] = [];
  const torn: string[] = [];
  const unread: string[] = [];
  for (const badge of typed) {
    const rows = rowsOf.get(badge.code)?.length ?? 0;
    if (rows > 1) broken.push(`${badge.code} has ${rows} rows`);
    if (rows > 0) continue;
    if (strays.some((stray) => badge.code.endsWith(stray))) torn.push(badge.code);
    else if (wasDeaf(badge)) intoNoPage.push(badge.code);
    else if (badge.shown === 'refused') unread.push(badge.code);
    else broken.push(`${badge.code} has no row, and the screen was ${badge.shown ?? 'not seen'}`);
  }
  for (const stray of strays) {
    if (!torn.some((code) => code.endsWith(stray))) broken.push(`nobody has typed ${stray}`);
  }
  const taken = typed.length - typed.filter(({ code }) => !rowsOf.has(code)).length;
  return { taken, intoNoPage, torn, unread, filmed: rowsOf.get(filmed)?.length ?? 0, broken };

  /** From a crash until the next page has heard a badge, which it must do in time. */
  function wasDeaf(badge: TypedBadge): boolean {
    return crashes.some((at) => {
      const heard = typed.find(({ code, from }) => from > at && rowsOf.has(code));
      const until = Math.min(heard?.from ?? Infinity, at + DEAF_MS);
      return badge.to > at - ON_THE_WAY_MS && badge.from < until;
    });
  }
}

/** The kiosk forgets a code once it has been sent, so a row's code is what Confera was told under its key. */
function rowsByCode(kept: readonly KeptScan[], journal: readonly JournalEntry[]) {
  const codeOf = new Map(journal.map(({ idempotencyKey, code }) => [idempotencyKey, code]));
  const rows = Map.groupBy(kept, ({ idempotency_key }) => codeOf.get(idempotency_key) ?? 'unsent');
  return rows;
}
