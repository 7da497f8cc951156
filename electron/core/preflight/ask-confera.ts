import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { Mode } from '../../../shared/scan/parse-code.ts';
import type { ConferaClient } from '../confera/client.ts';
import type { Answer } from '../delivery/classify-answer.ts';
import { problemOf } from '../key/connection-problem.ts';
import { answerOf, probeScope, type Scope } from '../key/scope-probe.ts';
import type { Clock } from '../system/clock.ts';
import { venueDay } from '../system/venue-day.ts';

/** What Confera has answered to `health`, and to a probe of each scope that the device needs. */
export type ConferaAnswers = {
  health: Answer;
  /** How long `health` took, milliseconds. */
  tookMs: number;
  /** Confera's time in the answer to `health`, and this device's when it came, both Unix milliseconds. */
  time: { confera: number; device: number } | null;
  /** Empty if `health` failed, because then a probe would tell nothing. */
  scopes: { kind: Kind; scope: Scope }[];
};

/** Asks Confera everything that the checks need. It checks nobody in. */
export async function askConfera(given: {
  client: ConferaClient;
  clock: Clock;
  mode: Mode;
  /** The venue's zone, an IANA name. */
  timeZone: string;
  /** The time limit of each request, milliseconds. */
  timeoutMs: number;
}): Promise<ConferaAnswers> {
  const { client, clock, mode, timeZone, timeoutMs } = given;
  const askedAt = clock.monotonic();
  let tookMs = 0;
  let serverTime: number | undefined;
  let device = 0;
  const health = await answerOf(
    client.health({
      timeoutMs,
      onAttempt: (attempt) => {
        tookMs = Math.round(clock.monotonic() - askedAt);
        device = clock.now();
        serverTime = attempt.serverTime;
      },
    }),
  );
  const day = venueDay(clock.now(), timeZone);
  const kinds = problemOf(health) ? [] : mode === 'auto' ? KINDS : [mode];
  const scopes = await Promise.all(
    kinds.map(async (kind) => {
      const { scope } = await probeScope(client, kind, { day, timeoutMs });
      return { kind, scope };
    }),
  );
  // A proxy or a sign-in page in Confera's place has a clock of its own.
  const isConferas = health.ok || health.error.fromConfera;
  const time = isConferas && serverTime !== undefined ? { confera: serverTime, device } : null;
  return { health, tookMs, time, scopes };
}
