import { type ConnectionProblem, isKeyProblem } from '../../../shared/bridge/connection-problem.ts';
import type { Mode } from '../../../shared/scan/parse-code.ts';
import type { ConferaClient } from '../confera/client.ts';
import { loggableAttempt } from '../delivery/loggable.ts';
import type { ConnectionMonitor } from '../delivery/monitor.ts';
import type { Requests } from '../delivery/requests.ts';
import { isKeyRefused, type Standing } from '../delivery/standing.ts';
import type { Log } from '../system/log.ts';
import { testKey } from './key-test.ts';
import type { KnownConference } from './known-conference.ts';

/** What became of a new key. Nothing has changed yet. */
export type KeyTrial =
  | {
      ok: true;
      /** What `health` told about the new key; null if it goes untested. */
      health: Record<string, unknown> | null;
      /**
       * Puts the new key in the place of the old one. Requests under way end under the old key, everything else goes
       * out under the new one. Store the new key first, so that a power cut can't leave the device without one.
       */
      use: () => void;
    }
  | {
      ok: false;
      problem: ConnectionProblem;
      /** Whether the key may be taken without a test. */
      mayGoUntested: boolean;
    };

export type KeyTrialOptions = {
  /** Makes a client with this key, for the address in use. */
  clientFor: (apiKey: string) => ConferaClient;
  requests: Requests;
  conference: KnownConference;
  /** Whether scans wait for the conference in use. */
  scansWait: boolean;
  monitor: ConnectionMonitor;
  mode: Mode;
  /** The day at the venue, YYYY-MM-DD. */
  day: string;
  /** The time limit of each request, milliseconds. */
  timeoutMs: number;
  /** Take the key even if it can't be tested now, where that is allowed. */
  untested: boolean;
  /** Cuts the test short when it is aborted. */
  signal: AbortSignal;
  log: Log;
  /** Called when the new key has been put in the place of the old one. */
  onUse: () => void;
};

/** Tests a key that is to replace the one in use. The device goes on with the old key meanwhile. */
export async function tryKey(apiKey: string, options: KeyTrialOptions): Promise<KeyTrial> {
  const { clientFor, requests, conference, monitor, mode, day, timeoutMs, untested, signal } =
    options;
  const { log, onUse, scansWait } = options;
  const client = clientFor(apiKey);
  const test = await testKey({
    client,
    inUse: requests.client,
    conference,
    scansWait,
    mode,
    day,
    call: {
      timeoutMs,
      signal,
      onAttempt: (attempt) => log.info(loggableAttempt(attempt), 'confera, about a new key'),
    },
  });
  const use = () => {
    requests.changeClient(client);
    if (test.ok) conference.note(test.health);
    monitor.keyChanged();
    onUse();
    log.info({ tested: test.ok }, 'the key was changed');
  };
  if (test.ok) return { ok: true, health: test.health, use };
  const { problem } = test;
  const mayGo = mayGoUntested(problem, monitor.standing, test.alsoInUse);
  if (untested && mayGo) return { ok: true, health: null, use };
  log.warn({ problem }, 'a new key was not taken');
  return { ok: false, problem, mayGoUntested: mayGo };
}

/**
 * Whether a key that failed its test may be taken all the same: only if there is nothing to lose. That is so if Confera
 * has nothing against the key and refuses the one in use, or if their conference is active for neither of them.
 *
 * @param alsoInUse whether the key in use meets the same problem
 */
export function mayGoUntested(
  problem: ConnectionProblem,
  standing: Standing,
  alsoInUse = false,
): boolean {
  if (problem === 'conference-inactive') return alsoInUse;
  return !isKeyProblem(problem) && isKeyRefused(standing);
}
