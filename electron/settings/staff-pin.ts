import path from 'node:path';
import { z } from 'zod';
import type { StaffRole } from '../../shared/bridge/staff-role.ts';
import type { Clock } from '../core/system/clock.ts';
import { readJson, writeDurably, writeTogether } from '../core/system/durable-file.ts';
import { type PinChange, PinHash } from './pin-hash.ts';

/** This many wrong tries cost nothing. After that each costs a wait, which doubles up to five minutes. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 300_000;

/**
 * Stewards mistype their PIN on a long day, and their right PIN ends the wait. But whoever knows it could guess at the
 * supervisor's for ever, with their own in between. So this many more wrong tries since the supervisor's PIN was last
 * entered cost nothing, and then they cost their waits as well.
 */
const FREE_BETWEEN_SUPERVISORS = 20;

const count = z.int().min(0);
/** The second count is written only where it is another one, since stewards have a PIN. */
const triesSchema = z.object({ wrongTries: count, sinceSupervisor: count.optional() });

/** How many tries were wrong, in a row and since the supervisor's PIN was entered last. */
type Tries = { wrongTries: number; sinceSupervisor: number };

const NO_TRIES: Tries = { wrongTries: 0, sinceSupervisor: 0 };

export type PinVerdict =
  | { ok: true; role: StaffRole }
  | { ok: false; problem: 'wrong-pin'; waitMs: number };

/** For how many milliseconds the next try is refused after `wrongTries` in a row. */
export function waitAfter(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES), MAX_WAIT_MS);
}

function waitOf({ wrongTries, sinceSupervisor }: Tries): number {
  return Math.max(waitAfter(wrongTries), waitAfter(sinceSupervisor - FREE_BETWEEN_SUPERVISORS));
}

/**
 * The staff PIN, which is the supervisor's, and if staff want one, the steward's, which opens less. Both are guarded
 * against guessing. Whoever enters a PIN doesn't say whose it is, so wrong tries count for both together.
 *
 * Wrong tries are counted on disk, and each start begins the wait again, so restarting the kiosk only makes it longer.
 * Waits are measured on monotonic time, so setting the clock neither ends nor prolongs one.
 */
export class StaffPin {
  readonly #pins: Record<StaffRole, PinHash>;
  readonly #triesFile: string;
  readonly #clock: Clock;
  #tries: Tries;
  #refusedUntil: number;
  #changes = 0;

  constructor({ dataDir, clock }: { dataDir: string; clock: Clock }) {
    this.#pins = {
      supervisor: new PinHash(dataDir, 'staff'),
      steward: new PinHash(dataDir, 'steward'),
    };
    this.#triesFile = path.join(dataDir, 'staff-tries.json');
    this.#clock = clock;
    const kept = readJson(this.#triesFile, triesSchema.parse);
    const { wrongTries = 0, sinceSupervisor = wrongTries } = kept ?? {};
    this.#tries = { wrongTries, sinceSupervisor };
    // The last try was right, if none is wrong in a row.
    const wait = wrongTries === 0 ? 0 : waitOf(this.#tries);
    this.#refusedUntil = clock.monotonic() + wait;
  }

  /** Whether there is a supervisor's PIN. */
  get isSet(): boolean {
    return this.#pins.supervisor.isSet;
  }

  /** Whether stewards have a PIN of their own. */
  get stewardsIsSet(): boolean {
    return this.#pins.steward.isSet;
  }

  /** How often a PIN was set or forgotten in this run. What an earlier PIN has opened must not stay open. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Whether there was a supervisor's PIN whose file is damaged. Nobody is a supervisor then, with or without a PIN.
   * Somebody who may change the environment has to set a new one.
   */
  get isLost(): boolean {
    return this.#pins.supervisor.isLost;
  }

  /** Whether one of the PINs is one that people try first; null if that wasn't noted when the supervisor's was set. */
  get isEasy(): boolean | null {
    const { supervisor, steward } = this.#pins;
    return steward.isEasy === true || supervisor.isEasy;
  }

  /** @throws what the file system says */
  async set(pin: string, role: StaffRole = 'supervisor'): Promise<void> {
    const prepared = await this.prepare(pin, role);
    writeTogether([prepared]);
    prepared.take();
  }

  /** Makes the hash of a new PIN, which takes a moment. It changes nothing yet. */
  prepare(pin: string, role: StaffRole = 'supervisor'): Promise<PinChange> {
    return this.#pins[role].prepare(pin, () => this.#changed());
  }

  /** The same for taking the stewards' PIN away. */
  prepareWithoutStewards(): Promise<PinChange> {
    return this.#pins.steward.prepare(null, () => this.#changed());
  }

  /** Whether this is the PIN of that role. It isn't counted as a try, so it is nothing to ask for a guess. */
  isPinOf(role: StaffRole, pin: string): Promise<boolean> {
    return this.#pins[role].is(pin);
  }

  /** Checks a PIN. During a wait every try is refused, even a right one, and the wait goes on. */
  async check(pin: string): Promise<PinVerdict> {
    const left = this.#refusedUntil - this.#clock.monotonic();
    if (left > 0) return { ok: false, problem: 'wrong-pin', waitMs: Math.ceil(left) };
    // Counted before the result is known: simultaneous tries must not count as one, and ending the process must not
    // undo the count.
    const { wrongTries, sinceSupervisor } = this.#tries;
    this.#count({ wrongTries: wrongTries + 1, sinceSupervisor: sinceSupervisor + 1 });
    const waitMs = waitOf(this.#tries);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    const role = await this.#roleOf(pin);
    if (role === null) return { ok: false, problem: 'wrong-pin', waitMs };
    const isStewards = role === 'steward';
    this.#count(
      isStewards
        ? { wrongTries: 0, sinceSupervisor: Math.max(0, this.#tries.sinceSupervisor - 1) }
        : NO_TRIES,
    );
    this.#refusedUntil = 0;
    return { ok: true, role };
  }

  /** Forgets both PINs and the wrong tries. The caller deletes the files. */
  forget(): void {
    for (const pin of Object.values(this.#pins)) pin.forget();
    this.#changed();
    this.#tries = NO_TRIES;
    this.#refusedUntil = 0;
  }

  /** Both PINs are compared at once, on threads of their own, so a second one makes nobody wait longer. */
  async #roleOf(pin: string): Promise<StaffRole | null> {
    const { supervisor, steward } = this.#pins;
    const [isSupervisors, isStewards] = await Promise.all([supervisor.is(pin), steward.is(pin)]);
    if (isSupervisors) return 'supervisor';
    return isStewards ? 'steward' : null;
  }

  #changed() {
    this.#changes += 1;
  }

  #count(tries: Tries) {
    this.#tries = tries;
    const { wrongTries, sinceSupervisor } = tries;
    const written = sinceSupervisor === wrongTries ? { wrongTries } : tries;
    try {
      writeDurably(this.#triesFile, `${JSON.stringify(written)}\n`);
    } catch {
      // A full disk must not keep staff out of the one place that tells them about it. This process goes on counting.
    }
  }
}
