// How this device is.
import { ageWords } from '../../../words/age.ts';
import { joined } from '../../../words/join.ts';
import type { Fact, Known } from './fact.ts';

/** Whether this device's clock is right, as far as Confera has told. */
export function clockFacts({ words, overview }: Known): Fact[] {
  if (!overview) return [];
  const what = words.preflight.names.clock;
  return [{ id: 'clock', tone: 'plain', what, age: null, detail: clockWords({ words, overview }) }];
}

function clockWords({
  words,
  overview,
}: Pick<Known, 'words'> & { overview: NonNullable<Known['overview']> }) {
  const say = words.venue.clock;
  const { clockMinutesAhead, lastAnswerAt } = overview;
  if (clockMinutesAhead === null) return lastAnswerAt === null ? say.unknown : say.right;
  const by = ageWords(words, Math.abs(clockMinutesAhead) * 60_000);
  return clockMinutesAhead > 0 ? say.ahead({ by }) : say.behind({ by });
}

/** Whether scans can be saved. */
export function storageFact({ words, state }: Known): Fact {
  const what = words.preflight.names.disk;
  const detail = state.storage === null ? words.venue.storageWorks : words.now.storageFails;
  return { id: 'storage', tone: 'plain', what, age: null, detail };
}

/** How the window is shown; what of it is a problem is told among those. */
export function windowFacts({ words, overview, state }: Known): Fact[] {
  const say = words.facts;
  const is = overview?.windowSystem ?? null;
  if (!overview || is === null) return [];
  const fact = { id: 'window-system', tone: 'plain', age: null } as const;
  if (is !== 'wayland' || !state.locked) {
    return [{ ...fact, what: say.window, detail: say.windowSystem[is] }];
  }
  if (overview.displayIsChosen) return [];
  const detail = joined(words, 'sentences', [say.waylandInFront, say.waylandDo]);
  return [{ ...fact, what: say.onWayland, detail }];
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
