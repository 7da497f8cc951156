import type { BridgeOutput, KioskState } from '../../../../shared/bridge/bridge.ts';
import type { Reason } from '../../../../shared/scan/outcome.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import { ageWords } from '../../../words/age.ts';
import { joined } from '../../../words/join.ts';
import type { Words } from '../../../words/words.ts';
import { layoutNames } from '../scanner-test/layout-names.ts';

export type Overview = Extract<BridgeOutput<'getStaffOverview'>, { ok: true }>;

/** How urgent a fact is, worst first. */
const TONES = ['bad', 'warn', 'good', 'plain'] as const;
export type Tone = (typeof TONES)[number];

/** One line about this kiosk: what is so, since when, and what to do about it. */
export type Fact = {
  id: string;
  tone: Tone;
  what: string;
  age: string | null;
  detail: string | null;
};

type Known = {
  words: Words;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  scanners: Pick<Scanners, 'devices' | 'layout' | 'tooShort'>;
  /** Null until it was first answered. */
  overview: Overview | null;
  /** Unix milliseconds. */
  now: number;
};

/** Everything that staff should know, the worst thing first. */
export function factsOf(known: Known): Fact[] {
  const facts = [
    ...reachFacts(known),
    ...storageFacts(known),
    connectionFact(known),
    ...backlogFacts(known),
    queueFact(known),
    ...elsewhereFacts(known),
    ...answerFacts(known),
    ...troubleFacts(known),
    ...clockFacts(known),
    ...salvageFacts(known),
    ...damagedFileFacts(known),
    cameraFact(known),
    ...scannerFacts(known),
    ...layoutFacts(known),
    ...tooShortFacts(known),
    ...deviceFacts(known),
  ];
  return facts.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
}

const since = (words: Words, from: number, now: number) =>
  words.staff.since({ age: ageWords(words, now - from) });
const ago = (words: Words, at: number, now: number) =>
  words.staff.ago({ age: ageWords(words, now - at) });

function reachFacts({ words, reachable }: Known): Fact[] {
  const say = words.facts;
  if (reachable) return [];
  const what = say.unreachable;
  return [{ id: 'unreachable', tone: 'bad', what, age: null, detail: say.unreachableDo }];
}

function storageFacts({ words, state }: Known): Fact[] {
  const say = words.facts;
  if (state.storage === null) return [];
  const { notSaved: what, notSavedDo } = say;
  return [{ id: 'storage', tone: 'bad', what, age: null, detail: notSavedDo[state.storage] }];
}

function connectionFact(known: Known): Fact {
  const say = known.words.facts;
  const { is, since: from } = known.state.connection;
  const tone = { online: 'good', offline: 'warn', blocked: 'bad' } as const;
  return {
    id: 'connection',
    tone: tone[is],
    what: say.connection[is],
    age: since(known.words, from, known.now),
    detail: connectionDetail(known),
  };
}

/** What is known to stand in the way says more than that there is no network. */
function connectionDetail({ words, state, overview }: Known): string | null {
  const say = words.facts;
  const { is, reason } = state.connection;
  if (is === 'online' || reason === null) return null;
  const todo: Partial<Record<Reason, string>> = say.connectionDo;
  const does = todo[reason] ?? null;
  if (is === 'blocked') return does;
  const trouble =
    overview?.trouble && !overview.trouble.over ? troubleWords(words, overview) : does;
  return joined(words, 'sentences', [...(trouble ? [trouble] : []), say.savedMeanwhile]);
}

function troubleWords(words: Words, { trouble }: Overview): string | null {
  if (!trouble) return null;
  const { is, status } = trouble;
  const say = words.facts;
  const answers = status === null ? [] : [say.troubleStatus({ status: String(status) })];
  return joined(words, 'sentences', [say.trouble[is], ...answers]);
}

/** Also what doesn't (yet) make it offline, and what came and went: it may come back. */
function troubleFacts({ words, state, overview, now }: Known): Fact[] {
  const say = words.facts;
  if (!overview?.trouble) return [];
  const { at, over } = overview.trouble;
  if (!over && state.connection.is === 'offline') return [];
  const age = ago(words, at, now);
  const detail = troubleWords(words, overview);
  return over
    ? [{ id: 'trouble', tone: 'plain', what: say.troubleOver, age, detail }]
    : [{ id: 'trouble', tone: 'warn', what: say.troubleNow, age, detail }];
}

function backlogFacts({ words, state }: Known): Fact[] {
  const say = words.facts;
  const facts: Fact[] = [];
  if (state.backlogStopped) {
    const { backlogStopped: what, backlogStoppedDo: detail } = say;
    facts.push({ id: 'backlog', tone: 'bad', what, age: null, detail });
  }
  if (state.needsAttention > 0) {
    const what = say.needsAttention({ count: state.needsAttention });
    facts.push({ id: 'attention', tone: 'warn', what, age: null, detail: say.needsAttentionDo });
  }
  return facts;
}

function queueFact({ words, state, overview, now }: Known): Fact {
  const say = words.facts;
  if (state.queued === 0) {
    return { id: 'queue', tone: 'good', what: say.queuedNone, age: null, detail: null };
  }
  const oldest = overview?.oldestPendingAt ?? null;
  return {
    id: 'queue',
    tone: state.connection.is === 'online' ? 'good' : 'warn',
    what: say.queued({ count: state.queued }),
    age: oldest === null ? null : since(words, oldest, now),
    detail: say.queuedDo,
  };
}

function elsewhereFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  if (!overview || overview.queuedElsewhere === 0) return [];
  const what = say.elsewhere({ count: overview.queuedElsewhere });
  return [{ id: 'elsewhere', tone: 'warn', what, age: null, detail: say.elsewhereDo }];
}

function answerFacts({ words, overview, now }: Known): Fact[] {
  const say = words.facts;
  if (!overview) return [];
  const { lastAnswerAt: at } = overview;
  const age = at === null ? null : ago(words, at, now);
  const what = at === null ? say.lastAnswerNever : say.lastAnswer;
  return [{ id: 'answer', tone: 'plain', what, age, detail: null }];
}

function clockFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  const minutesAhead = overview?.clockMinutesAhead ?? null;
  if (minutesAhead === null) return [];
  const by = ageWords(words, Math.abs(minutesAhead) * 60_000);
  const what = minutesAhead > 0 ? say.clockAhead({ by }) : say.clockBehind({ by });
  return [{ id: 'clock', tone: 'bad', what, age: null, detail: say.clockDo }];
}

function salvageFacts({ words, overview, now }: Known): Fact[] {
  const say = words.facts;
  const salvages = overview?.salvages ?? [];
  return salvages.map(({ at, folder, carriedOver, lost, moreFeared }) => ({
    id: 'salvage',
    tone: lost > 0 || moreFeared ? 'bad' : 'warn',
    what: say.setAside,
    age: ago(words, at, now),
    detail: joined(words, 'sentences', [
      say.carriedOver({ count: carriedOver }),
      ...(lost > 0 ? [say.lost({ count: lost })] : []),
      ...(moreFeared ? [say.moreFeared] : []),
      say.damagedFolder({ folder }),
    ]),
  }));
}

function damagedFileFacts({ words, overview }: Known): Fact[] {
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

function cameraFact({ words, camera }: Known): Fact {
  const say = words.facts;
  const failed = camera.is === 'failed';
  const state = failed ? camera.problem : camera.is;
  return {
    id: 'camera',
    tone: failed && camera.problem !== 'none' ? 'warn' : 'plain',
    what: say.camera,
    age: null,
    detail: say.cameraState[state],
  };
}

function scannerFacts({ words, scanners }: Known): Fact[] {
  const say = words.facts;
  return scanners.devices.map(({ id, source, name, is }) => ({
    id,
    tone: is === 'busy' || is === 'unplugged' ? 'warn' : 'plain',
    what: say.scannerNamed[source]({ name }),
    age: null,
    detail: say.scannerState[is],
  }));
}

/** What plainly works is not worth a line. */
function layoutFacts({ words, scanners: { layout } }: Known): Fact[] {
  const say = words.facts;
  const fact = (tone: Tone, detail: string): Fact[] => {
    return [{ id: 'layout', tone, what: say.layout, age: null, detail }];
  };
  switch (layout?.is) {
    case undefined:
    case 'plain':
      return [];
    case 'as-typed':
      return fact(
        'plain',
        say.layoutDo['as-typed']({ machine: layoutNames(words, layout.machine) }),
      );
    case 'mended':
      return fact(
        'plain',
        say.layoutDo.mended({
          scanner: layoutNames(words, layout.scanner),
          machine: layoutNames(words, layout.machine),
        }),
      );
    case 'unclear':
      return fact('warn', say.layoutDo.unclear);
    case 'dead-key':
      return fact(
        'warn',
        say.layoutDo['dead-key']({ machine: layoutNames(words, layout.machine) }),
      );
  }
}

function tooShortFacts({ words, scanners: { tooShort } }: Known): Fact[] {
  const say = words.facts;
  if (tooShort === null) return [];
  const detail = say.tooShortDo({ length: tooShort });
  return [{ id: 'too-short', tone: 'warn', what: say.tooShort, age: null, detail }];
}

function deviceFacts({ words, overview }: Known): Fact[] {
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
