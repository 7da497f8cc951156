import type { ConnectionProblem } from '../../../shared/bridge/connection-problem.ts';
import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { Mode } from '../../../shared/scan/parse-code.ts';
import type { ConferaClient } from '../confera/client.ts';
import type { CallOptions } from '../confera/options.ts';
import type { Answer } from '../delivery/classify-answer.ts';
import { problemOf } from './connection-problem.ts';
import type { KnownConference } from './known-conference.ts';
import { answerOf, probeScope } from './scope-probe.ts';

export type KeyTest =
  | {
      ok: true;
      /** What `health` answered. */
      health: Record<string, unknown>;
    }
  | {
      ok: false;
      problem: ConnectionProblem;
      /** Whether the key in use meets the same, so that it is no better. */
      alsoInUse?: boolean;
    };

export type KeyTestOptions = {
  /** A client with the key to test. It should make no retries: whoever tests the key can do so again. */
  client: ConferaClient;
  /** A client with the key that the new one would replace; null if there is none. */
  inUse: ConferaClient | null;
  /** What is known of the conference of that key from before; null if there is none. */
  conference: KnownConference | null;
  /**
   * Whether scans wait for the conference. If none do, and the key in use no longer works, a key of the next event at the same
   * address may take its place.
   */
  scansWait: boolean;
  mode: Mode;
  /** The day at the venue, YYYY-MM-DD. */
  day: string;
  /** For each of the requests. */
  call: CallOptions;
};

const FORBIDDEN = { badge: 'badges-forbidden', attendance: 'attendance-forbidden' } as const;

/**
 * Tests a key without checking anybody in: it asks `health`, then probes the scope of each kind that this device
 * checks in. It is compared with the key in use: the new key must belong to the same conference, as far as either says
 * which, and be allowed as much, as far as the old one still works.
 */
export async function testKey(options: KeyTestOptions): Promise<KeyTest> {
  const { client, inUse, conference, mode, day, call } = options;
  const [health, old] = await Promise.all([
    answerOf(client.health(call)),
    inUse && answerOf(inUse.health(call)),
  ]);
  if (isKeptByProxy(health)) return { ok: false, problem: 'not-confera' };
  if (isInactive(health)) {
    return { ok: false, problem: 'conference-inactive', alsoInUse: isInactive(old) };
  }
  if (old?.ok) conference?.note(old.body);
  const problem = problemOf(health);
  if (problem || !health.ok) return { ok: false, problem: problem ?? 'not-confera' };
  const protects = old?.ok || options.scansWait;
  if (protects && conference?.isOtherIn(health.body)) {
    return { ok: false, problem: 'other-conference' };
  }

  const kinds = mode === 'auto' ? KINDS : [mode];
  const probe = (by: ConferaClient, kind: Kind) => probeScope(by, kind, { ...call, day });
  const probes = await Promise.all(kinds.map((kind) => probe(client, kind)));
  for (const { scope, answer } of probes) {
    const inTheWay = scope === 'unknown' ? passingProblem(answer) : null;
    if (inTheWay) return { ok: false, problem: inTheWay };
  }
  const missing = kinds.filter((_, index) => probes[index]?.scope === 'missing');
  const hasSome = missing.length < kinds.length;
  const before =
    hasSome && inUse ? await Promise.all(missing.map((kind) => probe(inUse, kind))) : [];
  const lost = missing.filter((_, index) => before[index]?.scope === 'there');
  const lacks = scopeProblem({ mode, missing, lost });
  return lacks ? { ok: false, problem: lacks } : { ok: true, health: health.body };
}

/**
 * Decides whether a key is allowed enough. A device that takes either kind may have a key for one of them, because its
 * entrance may need no more; but a new key must not lose what the old one has.
 *
 * @param missing the kinds whose scope the key lacks
 * @param lost those among them that the key in use may check in
 */
export function scopeProblem({
  mode,
  missing,
  lost,
}: {
  mode: Mode;
  missing: readonly Kind[];
  lost: readonly Kind[];
}): ConnectionProblem | null {
  if (mode === 'auto' && missing.length === KINDS.length) return 'forbidden';
  const [needed] = mode === 'auto' ? lost : missing;
  return needed ? FORBIDDEN[needed] : null;
}

/** `health` needs no scope, so if Confera forbids it, that is about the conference and not about the key's rights. */
function isInactive(health: Answer | null): boolean {
  return health !== null && problemOf(health) === 'forbidden';
}

/** The organiser's proxy (`build/proxy/`) lets `health` through, so if it refuses that, the address is not the kiosk's. */
export function isKeptByProxy(health: Answer): boolean {
  return !health.ok && health.error.code === 'PROXY_NOT_ALLOWED';
}

/**
 * What kept a probe from telling anything, if it may pass or is about the whole key; null if Confera just answers so,
 * which another try would not change.
 */
function passingProblem(answer: Answer): ConnectionProblem | null {
  const problem = problemOf(answer);
  const isAnswer = !answer.ok && answer.error.fromConfera && problem === 'not-confera';
  return isAnswer ? null : problem;
}
