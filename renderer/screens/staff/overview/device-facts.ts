// What staff should know about this device and what it stores.
import { ageWords } from '../../../words/age.ts';
import { joined } from '../../../words/join.ts';
import { ago, type Fact, type Known } from './fact.ts';

export function reachFacts({ words, reachable }: Known): Fact[] {
  const say = words.facts;
  if (reachable) return [];
  const what = say.unreachable;
  return [{ id: 'unreachable', tone: 'bad', what, age: null, detail: say.unreachableDo }];
}

export function storageFacts({ words, state }: Known): Fact[] {
  const say = words.facts;
  if (state.storage === null) return [];
  const { notSaved: what, notSavedDo } = say;
  return [{ id: 'storage', tone: 'bad', what, age: null, detail: notSavedDo[state.storage] }];
}

export function clockFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  const minutesAhead = overview?.clockMinutesAhead ?? null;
  if (minutesAhead === null) return [];
  const by = ageWords(words, Math.abs(minutesAhead) * 60_000);
  const what = minutesAhead > 0 ? say.clockAhead({ by }) : say.clockBehind({ by });
  return [{ id: 'clock', tone: 'bad', what, age: null, detail: say.clockDo }];
}

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

export function damagedFileFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  const files = overview?.damagedFiles ?? [];
  return files.map((file) => ({
    id: `damaged-${file}`,
    tone: 'warn',
    what: say.damagedFile({ file }),
    age: null,
    detail: say.damagedFileDo[file],
  }));
}

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
