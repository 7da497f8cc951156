import type { Core } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/core/outbox/database/database.ts';
import type { ScanSearch } from '../../electron/core/outbox/scan-search.ts';
import { inFolder, openCore, several, timed } from './core-under-test.ts';
import { fillDatabase } from './kept-scans.ts';
import { aimed, type Measurement, measurement, percentile } from './measurement.ts';
import { scrollBench } from './staff-scroll.ts';

const KEPT = 1_000_000;
/** How often each question is asked. */
const ASKED = 100;
/** What staff should wait for an answer at most, milliseconds. */
const GOAL_MS = 100;
const SCANS = 2000;
const RUNS = 5;
const AT_ONCE = 4;
/** Nothing listens there, so scans are saved. */
const NOWHERE = 'http://127.0.0.1:9';
const DAY_MS = 24 * 3_600_000;

const ALL: ScanSearch = { standing: null, kind: null, from: null, to: null, badge: null };

/**
 * Measures what staff look up among a million scans: the first page, a search, filters and a story. And how long a scan
 * takes to be accepted while somebody looks through all of them, compared with nobody doing so. And how smoothly the list
 * scrolls.
 */
export async function staffBench(): Promise<Measurement[]> {
  return [...(await answersBench()), ...(await scrollBench(KEPT))];
}

function answersBench(): Promise<Measurement[]> {
  return inFolder(async (folder) => {
    fillDatabase(folder, { done: KEPT, baseUrl: NOWHERE });
    const tails = varied(folder);
    const core = openCore(folder, NOWHERE);
    const lines: Measurement[] = [];
    for (const [name, ask] of Object.entries(questions(core, tails))) {
      const times: number[] = [];
      for (let n = 0; n < ASKED; n += 1) times.push(await timed(() => ask(n)));
      lines.push(
        aimed({
          name: `staff.${name}`,
          value: percentile(times, 0.95),
          goal: GOAL_MS,
          unit: 'ms',
          n: ASKED,
        }),
      );
    }
    lines.push(await acceptingMeanwhile(core, tails));
    await core.close();
    return lines;
  });
}

function questions(core: Core, tails: readonly string[]) {
  const { history } = core.outbox;
  const now = Date.now();
  const page = (search: Partial<ScanSearch>, before: number | null = null) =>
    history.page({ ...ALL, ...search }, before);
  const tail = (n: number) => ({ badge: { tails: [tails[n % tails.length] ?? ''] } });
  const day = (n: number) => {
    const from = now - ((n % 80) + 1) * DAY_MS;
    return { from, to: from + DAY_MS };
  };
  return {
    'first-page': () => page({}),
    'later-page': (n: number) => page({}, KEPT - n * 9000),
    'search.tail': (n: number) => page(tail(n)),
    'search.badge': (n: number) => page({ badge: { hashes: [core.outbox.hashOf(`LOAD-${n}`)] } }),
    'filter.already': () => page({ standing: 'already-checked-in' }),
    'filter.rejected': () => page({ standing: 'rejected' }),
    'filter.waiting': () => page({ standing: 'waiting' }),
    'filter.day': (n: number) => page(day(n)),
    // Its first scan may be anywhere among those of the days since.
    'filter.since': (n: number) => page({ from: now - ((n % 80) + 1) * DAY_MS }),
    'filter.rejected-on-a-day': (n: number) => page({ standing: 'rejected', ...day(n) }),
    'filter.everything': (n: number) => page({ standing: 'rejected', ...day(n), ...tail(n) }),
    // The only one is the oldest of all, so as much is looked at as a page may look at.
    'filter.in-vain': (n: number) => page({ kind: 'attendance' }, KEPT - n * 9000),
    story: async () => {
      const [scan] = (await page({ standing: 'rejected' })).scans;
      history.story(scan?.scanId ?? '');
    },
  };
}

/** Gives the scans the variety of real ones. @returns ends of codes that there are */
function varied(folder: string): string[] {
  const db = openDatabase(folder);
  db.pragma('synchronous = OFF');
  db.exec(`
    UPDATE scan SET outcome = 'already-checked-in' WHERE id % 33 = 0;
    UPDATE scan SET state = 'rejected', outcome = 'rejected', reason = 'unknown-badge', code = 'LOAD-' || id
      WHERE id % 200 = 7;
    UPDATE scan SET kind = 'attendance' WHERE id = 1;
    INSERT INTO scan_count VALUES (1, 'attendance', 'done', 1);
    INSERT INTO attempt (scan_row, number, began_at, ms, outcome, status)
      SELECT id, 1, scanned_at, 40, outcome, 200 FROM scan;
  `);
  const tails = db
    .prepare('SELECT code_tail FROM scan WHERE id % 9973 = 1 LIMIT 100')
    .pluck()
    .all() as string[];
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return tails;
}

async function acceptingMeanwhile(core: Core, tails: readonly string[]): Promise<Measurement> {
  const { history } = core.outbox;
  let asks = true;
  const looking = async () => {
    for (let n = 0; asks; n += 1) {
      await history.page({ ...ALL, badge: { tails: [tails[n % tails.length] ?? ''] } }, null);
      await history.page(ALL, KEPT - n * 60);
      // Nobody looks at a page for less time than this.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const alone: number[] = [];
  const meanwhile: number[] = [];
  // The first run only warms both up.
  for (let run = 0; run <= RUNS; run += 1) {
    const before = await accepted(core, `${run}-alone`);
    asks = true;
    const looked = looking();
    const during = await accepted(core, `${run}-meanwhile`);
    asks = false;
    await looked;
    if (run === 0) continue;
    alone.push(before);
    meanwhile.push(during);
  }
  return measurement({
    name: 'staff.accept-meanwhile',
    value: percentile(meanwhile, 0.5),
    baseline: percentile(alone, 0.5),
    unit: 'ms/scan',
    n: RUNS * SCANS,
  });
}

async function accepted(core: Core, name: string): Promise<number> {
  const ms = await timed(() =>
    several(SCANS, AT_ONCE, (n) => core.scan({ raw: `LOAD-${name}-${n}`, source: 'stdin' })),
  );
  return ms / SCANS;
}
