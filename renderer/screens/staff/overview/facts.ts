import type { BridgeOutput, KioskState } from '../../../../shared/bridge/bridge.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import { WORDS } from '../../../words/words.ts';
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

const say = WORDS.facts;
const since = (from: number, now: number) => WORDS.staff.since(WORDS.age(now - from));

function reachFacts({ reachable }: Known): Fact[] {
  if (reachable) return [];
  const what = say.unreachable;
  return [{ id: 'unreachable', tone: 'bad', what, age: null, detail: say.unreachableDo }];
}

function storageFacts({ state }: Known): Fact[] {
  if (state.storage === null) return [];
  const { notSaved: what, notSavedDo } = say;
  return [{ id: 'storage', tone: 'bad', what, age: null, detail: notSavedDo[state.storage] }];
}

function connectionFact(known: Known): Fact {
  const { is, since: from } = known.state.connection;
  const tone = { online: 'good', offline: 'warn', blocked: 'bad' } as const;
  return {
    id: 'connection',
    tone: tone[is],
    what: say.connection[is],
    age: since(from, known.now),
    detail: connectionDetail(known),
  };
}

/** What is known to stand in the way says more than that there is no network. */
function connectionDetail({ state, overview }: Known): string | null {
  const { is, reason } = state.connection;
  if (is === 'online' || reason === null) return null;
  const does = say.connectionDo[reason] ?? null;
  if (is === 'blocked') return does;
  const trouble = overview?.trouble && !overview.trouble.over ? troubleWords(overview) : does;
  return [trouble, say.savedMeanwhile].filter(Boolean).join(' ');
}

function troubleWords({ trouble }: Overview): string | null {
  if (!trouble) return null;
  const answers = trouble.status === null ? '' : ` ${say.troubleStatus(trouble.status)}`;
  return say.trouble[trouble.is] + answers;
}

/** Also what doesn't (yet) make it offline, and what came and went: it may come back. */
function troubleFacts({ state, overview, now }: Known): Fact[] {
  if (!overview?.trouble) return [];
  const { at, over } = overview.trouble;
  if (!over && state.connection.is === 'offline') return [];
  const age = WORDS.staff.ago(WORDS.age(now - at));
  const detail = troubleWords(overview);
  return over
    ? [{ id: 'trouble', tone: 'plain', what: say.troubleOver, age, detail }]
    : [{ id: 'trouble', tone: 'warn', what: say.troubleNow, age, detail }];
}

function backlogFacts({ state }: Known): Fact[] {
  const facts: Fact[] = [];
  if (state.backlogStopped) {
    const { backlogStopped: what, backlogStoppedDo: detail } = say;
    facts.push({ id: 'backlog', tone: 'bad', what, age: null, detail });
  }
  if (state.needsAttention > 0) {
    const what = say.needsAttention(state.needsAttention);
    facts.push({ id: 'attention', tone: 'warn', what, age: null, detail: say.needsAttentionDo });
  }
  return facts;
}

function queueFact({ state, overview, now }: Known): Fact {
  if (state.queued === 0) {
    return { id: 'queue', tone: 'good', what: say.queuedNone, age: null, detail: null };
  }
  const oldest = overview?.oldestPendingAt ?? null;
  return {
    id: 'queue',
    tone: state.connection.is === 'online' ? 'good' : 'warn',
    what: say.queued(state.queued),
    age: oldest === null ? null : since(oldest, now),
    detail: say.queuedDo,
  };
}

function elsewhereFacts({ overview }: Known): Fact[] {
  if (!overview || overview.queuedElsewhere === 0) return [];
  const what = say.elsewhere(overview.queuedElsewhere);
  return [{ id: 'elsewhere', tone: 'warn', what, age: null, detail: say.elsewhereDo }];
}

function answerFacts({ overview, now }: Known): Fact[] {
  if (!overview) return [];
  const { lastAnswerAt: at } = overview;
  const age = at === null ? null : WORDS.staff.ago(WORDS.age(now - at));
  const what = at === null ? say.lastAnswerNever : say.lastAnswer;
  return [{ id: 'answer', tone: 'plain', what, age, detail: null }];
}

function clockFacts({ overview }: Known): Fact[] {
  const minutesAhead = overview?.clockMinutesAhead ?? null;
  if (minutesAhead === null) return [];
  const away = WORDS.age(Math.abs(minutesAhead) * 60_000);
  const what = minutesAhead > 0 ? say.clockAhead(away) : say.clockBehind(away);
  return [{ id: 'clock', tone: 'bad', what, age: null, detail: say.clockDo }];
}

function salvageFacts({ overview, now }: Known): Fact[] {
  const salvages = overview?.salvages ?? [];
  return salvages.map(({ at, folder, carriedOver, lost, moreFeared }) => ({
    id: 'salvage',
    tone: lost > 0 || moreFeared ? 'bad' : 'warn',
    what: say.setAside,
    age: WORDS.staff.ago(WORDS.age(now - at)),
    detail: say.setAsideDo({ folder, carriedOver, lost, moreFeared }),
  }));
}

function damagedFileFacts({ overview }: Known): Fact[] {
  const files = overview?.damagedFiles ?? [];
  return files.map((file) => ({
    id: `damaged-${file}`,
    tone: 'warn',
    what: say.damagedFile(file),
    age: null,
    detail: say.damagedFileDo[file],
  }));
}

function cameraFact({ camera }: Known): Fact {
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

function scannerFacts({ scanners }: Known): Fact[] {
  return scanners.devices.map(({ id, source, name, is }) => ({
    id,
    tone: is === 'busy' || is === 'unplugged' ? 'warn' : 'plain',
    what: `${say.scanner[source]} ${name}`,
    age: null,
    detail: say.scannerState[is],
  }));
}

/** What plainly works is not worth a line. */
function layoutFacts({ scanners: { layout } }: Known): Fact[] {
  const fact = (tone: Tone, detail: string): Fact[] => {
    return [{ id: 'layout', tone, what: say.layout, age: null, detail }];
  };
  switch (layout?.is) {
    case undefined:
    case 'plain':
      return [];
    case 'as-typed':
      return fact('plain', say.layoutDo['as-typed'](layoutNames(layout.machine)));
    case 'mended':
      return fact(
        'plain',
        say.layoutDo.mended(layoutNames(layout.scanner), layoutNames(layout.machine)),
      );
    case 'unclear':
      return fact('warn', say.layoutDo.unclear);
    case 'dead-key':
      return fact('warn', say.layoutDo['dead-key'](layoutNames(layout.machine)));
  }
}

function tooShortFacts({ scanners: { tooShort } }: Known): Fact[] {
  if (tooShort === null) return [];
  const detail = say.tooShortDo(tooShort);
  return [{ id: 'too-short', tone: 'warn', what: say.tooShort, age: null, detail }];
}

function deviceFacts({ overview }: Known): Fact[] {
  if (!overview) return [];
  const { counts, baseUrl, deviceId, version } = overview;
  const plain = (id: string, what: string, detail: string): Fact => {
    return { id, tone: 'plain', what, age: null, detail };
  };
  return [
    plain('totals', say.totals, String(counts.done)),
    plain('address', say.address, baseUrl),
    plain('device', say.device, `${deviceId} · ${version}`),
  ];
}
