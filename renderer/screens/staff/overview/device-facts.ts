// What staff should know about this device and what it stores.
import { ageWords } from '../../../words/age.ts';
import { joined } from '../../../words/join.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import { takenOverWords } from '../copy/taken-over-words.ts';
import { hostProblemWords } from '../hub-host/host-problem.ts';
import { ago, type Fact, type Known, since } from './fact.ts';

/** Whether the page can't reach the core. */
export function reachFacts({ words, reachable }: Known): Fact[] {
  const say = words.facts;
  if (reachable) return [];
  const what = say.unreachable;
  return [{ id: 'unreachable', tone: 'bad', what, age: null, detail: say.unreachableDo }];
}

/** Why scans can't be saved, if they can't. */
export function storageFacts({ words, state }: Known): Fact[] {
  const say = words.facts;
  if (state.storage === null) return [];
  const { notSaved: what, notSavedDo } = say;
  return [{ id: 'storage', tone: 'bad', what, age: null, detail: notSavedDo[state.storage] }];
}

/** How far this device's clock is off, if it is. */
export function clockFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  const minutesAhead = overview?.clockMinutesAhead ?? null;
  if (minutesAhead === null) return [];
  const by = ageWords(words, Math.abs(minutesAhead) * 60_000);
  const what = minutesAhead > 0 ? say.clockAhead({ by }) : say.clockBehind({ by });
  return [{ id: 'clock', tone: 'bad', what, age: null, detail: say.clockDo }];
}

/** The damaged databases that were set aside, and what that has cost. */
export function salvageFacts({ words, overview, now }: Known): Fact[] {
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
  }));
}

/** The other damaged files that were set aside. */
export function damagedFileFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  const files = overview?.damagedFiles ?? [];
  return files.map((file) => ({
    id: `damaged-${file}`,
    tone: 'warn',
    what: file === 'logo' ? say.damagedLogo : say.damagedFile({ file }),
    age: null,
    detail: say.damagedFileDo[file],
  }));
}

/** Why this device can't be the venue's hub, if it is to be. */
export function hubHostFacts({ words, overview }: Known): Fact[] {
  const why = overview?.hubHostProblem ?? null;
  if (why === null) return [];
  const { failed: what, retry } = words.hubHost;
  const detail = joined(words, 'sentences', [hostProblemWords(words, why), retry]);
  return [{ id: 'hub-host', tone: 'bad', what, age: null, detail }];
}

/** Why the rolling copy can't be written, if it can't. */
export function copyFacts({ words, overview, state, now }: Known): Fact[] {
  const problem = overview?.copyProblem ?? null;
  if (problem === null) return [];
  const { is, since: from, writtenAt } = problem;
  const { copy: say } = words;
  const last = writtenAt !== null && venueMoment(words, writtenAt, now, state.display.timeZone);
  const detail = joined(words, 'sentences', [
    say.problem[is],
    ...(last ? [say.lastWritten({ time: last })] : []),
  ]);
  const age = from === null ? null : since({ words, now }, from);
  return [{ id: 'copy', tone: 'bad', what: say.fails, age, detail }];
}

/** For how long it is worth a second look that scans were taken over, milliseconds. */
const NEWS_MS = 24 * 3_600_000;

/** What this device has taken over from the copies of others. */
export function takenOverFacts({ words, overview, state, now }: Known): Fact[] {
  const all = overview?.takenOver ?? [];
  return all.map((each) => ({
    id: 'taken-over',
    tone: now - each.at < NEWS_MS ? 'warn' : 'plain',
    what: words.copy.takenOver({ device: each.device }),
    age: ago({ words, now }, each.at),
    detail: takenOverWords(words, each, { now, timeZone: state.display.timeZone }),
  }));
}

/** How the window is shown, and what doesn't work there. A window on a staff laptop needs none of it. */
export function windowFacts({ words, overview, state }: Known): Fact[] {
  const say = words.facts;
  const is = overview?.windowSystem ?? null;
  if (!overview || is === null) return [];
  const fact = { id: 'window-system', age: null };
  if (is !== 'wayland' || !state.locked) {
    return [{ ...fact, tone: 'plain', what: say.window, detail: say.windowSystem[is] }];
  }
  const { displayIsChosen } = overview;
  const detail = joined(words, 'sentences', [
    say.waylandInFront,
    ...(displayIsChosen ? [say.waylandDisplay] : []),
    say.waylandDo,
  ]);
  return [{ ...fact, tone: displayIsChosen ? 'warn' : 'plain', what: say.onWayland, detail }];
}

/** What staff are asked for when they call for help. */
export function deviceFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  if (!overview) return [];
  const { counts, baseUrl, deviceId, version } = overview;
  const plain = (id: string, what: string, detail: string): Fact => {
    return { id, tone: 'plain', what, age: null, detail };
  };
  return [
    plain('totals', say.totals, words.number(counts.done)),
    plain('address', say.address, baseUrl),
    plain('device', say.device, `${deviceId} · ${version}`),
  ];
}
