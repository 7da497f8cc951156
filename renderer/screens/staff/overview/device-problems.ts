// What is wrong with this device and what it stores.
import { checkedToday } from '../../../state/checked-today.ts';
import { ageWords } from '../../../words/age.ts';
import { joined } from '../../../words/join.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import { takenOverWords } from '../copy/taken-over-words.ts';
import { hostProblemWords } from '../hub-host/host-problem.ts';
import { ago, type Known, type Problem, since } from './fact.ts';

/** Whether the page can't reach the core. */
export function reachProblems({ words, reachable }: Known): Problem[] {
  const say = words.facts;
  if (reachable) return [];
  const what = say.unreachable;
  const detail = say.unreachableDo;
  return [{ id: 'unreachable', tone: 'bad', what, age: null, detail, mend: null }];
}

/** Why scans can't be saved, if they can't. */
export function storageProblems(known: Known): Problem[] {
  const { words, state, overview } = known;
  if (state.storage === null) return [];
  return [
    {
      id: 'storage',
      tone: 'bad',
      what: words.facts.notSaved,
      age: sinceOrNull(known, overview?.problemsSince.storage),
      detail: words.facts.notSavedDo[state.storage],
      mend: { page: 'check', at: 'disk' },
    },
  ];
}

/** How far this device's clock is off, if it is. */
export function clockProblems(known: Known): Problem[] {
  const { words, overview } = known;
  const say = words.facts;
  const minutesAhead = overview?.clockMinutesAhead ?? null;
  if (minutesAhead === null) return [];
  const by = ageWords(words, Math.abs(minutesAhead) * 60_000);
  return [
    {
      id: 'clock',
      tone: 'bad',
      what: minutesAhead > 0 ? say.clockAhead({ by }) : say.clockBehind({ by }),
      age: sinceOrNull(known, overview?.problemsSince.clock),
      detail: say.clockDo,
      mend: { page: 'check', at: 'clock' },
    },
  ];
}

function sinceOrNull(known: Known, from: number | null | undefined): string | null {
  return from == null ? null : since(known, from);
}

/** The damaged databases that were set aside, and what that has cost. */
export function salvageProblems({ words, overview, now }: Known): Problem[] {
  const say = words.facts;
  const salvages = overview?.salvages ?? [];
  return salvages.map(({ at, folder, carriedOver, lost, moreFeared }) => ({
    id: 'salvage',
    tone: lost > 0 || moreFeared ? 'bad' : 'warn',
    what: say.setAside,
    age: ago({ words, now }, at),
    detail: joined(words, 'sentences', [
      say.carriedOver({ count: carriedOver }),
      ...(lost > 0 ? [say.lost({ count: lost })] : []),
      ...(moreFeared ? [say.moreFeared] : []),
      say.damagedFolder({ folder }),
    ]),
    mend: null,
  }));
}

/** What of a damaged file can be put right in the settings. */
const DAMAGE_AT = { settings: null, logo: 'logo', steward: 'steward-pin' } as const;

/** The other damaged files that were set aside. */
export function damagedFileProblems({ words, overview }: Known): Problem[] {
  const say = words.facts;
  const files = overview?.damagedFiles ?? [];
  return files.map((file) => ({
    id: `damaged-${file}`,
    tone: 'warn',
    what: file === 'logo' ? say.damagedLogo : say.damagedFile({ file }),
    age: null,
    detail: say.damagedFileDo[file],
    mend:
      file in DAMAGE_AT
        ? { page: 'settings', at: DAMAGE_AT[file as keyof typeof DAMAGE_AT] }
        : null,
  }));
}

/** Why this device can't be the venue's hub, if it is to be. */
export function hubHostProblems({ words, overview }: Known): Problem[] {
  const why = overview?.hubHostProblem ?? null;
  if (why === null) return [];
  const { failed: what, retry } = words.hubHost;
  const detail = joined(words, 'sentences', [hostProblemWords(words, why), retry]);
  const mend = { page: 'settings', at: 'hub-host' } as const;
  return [{ id: 'hub-host', tone: 'bad', what, age: null, detail, mend }];
}

/** Why the rolling copy can't be written, if it can't. */
export function copyProblems(known: Known): Problem[] {
  const { words, overview, state, now } = known;
  const problem = overview?.copyProblem ?? null;
  if (problem === null) return [];
  const { is, since: from, writtenAt } = problem;
  const { copy: say } = words;
  const time = writtenAt && venueMoment(words, writtenAt, now, state.display.timeZone);
  const detail = joined(words, 'sentences', [
    say.problem[is],
    ...(time ? [say.lastWritten({ time })] : []),
  ]);
  const age = sinceOrNull(known, from);
  const mend = { page: 'files', at: 'copy' } as const;
  return [{ id: 'copy', tone: 'bad', what: say.fails, age, detail, mend }];
}

/** For how long it is worth a second look that scans were taken over, milliseconds. */
const NEWS_MS = 24 * 3_600_000;

/** What this device has taken over from the copies of others, which may have missed something. */
export function takenOverProblems({ words, overview, state, now }: Known): Problem[] {
  const all = overview?.takenOver ?? [];
  const { timeZone } = state.display;
  return all
    .filter(({ at }) => now - at < NEWS_MS)
    .map((each) => ({
      id: 'taken-over',
      tone: 'warn',
      what: words.copy.takenOver({ device: each.device }),
      age: ago({ words, now }, each.at),
      detail: takenOverWords(words, each, { now, timeZone }),
      mend: null,
    }));
}

/** That the venue's hub doesn't answer this device as it should. */
export function hubProblems({ words, overview }: Known): Problem[] {
  const hub = overview?.hub ?? null;
  if (hub === null || hub.is === 'answers') return [];
  const isOwnLine = hub.is === 'refused' || hub.is === 'another';
  return [
    {
      id: 'hub',
      tone: 'bad',
      what: words.venue.hub[hub.is],
      age: words.staff.since({ age: ageWords(words, hub.silentMs) }),
      detail: words.venue.hubDo[hub.is],
      mend: isOwnLine ? { page: 'settings', at: 'hub' } : { page: 'venue', at: null },
    },
  ];
}

/** What doesn't work in this window. A window on a staff laptop needs none of it. */
export function windowProblems({ words, overview, state }: Known): Problem[] {
  const say = words.facts;
  if (overview?.windowSystem !== 'wayland' || !state.locked || !overview.displayIsChosen) return [];
  const detail = joined(words, 'sentences', [
    say.waylandInFront,
    say.waylandDisplay,
    say.waylandDo,
  ]);
  const what = say.onWayland;
  return [{ id: 'window-system', tone: 'warn', what, age: null, detail, mend: null }];
}

/** That nobody has checked the kiosk today. */
export function checkProblems({ words, state, now }: Known): Problem[] {
  if (checkedToday(state, now)) return [];
  const what = words.edge.unchecked;
  const detail = words.now.uncheckedDo;
  const mend = { page: 'check', at: null } as const;
  return [{ id: 'unchecked', tone: 'warn', what, age: null, detail, mend }];
}
