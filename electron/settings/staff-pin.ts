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

const triesSchema = z.object({ wrongTries: z.int().min(0) });

export type PinVerdict =
  | { ok: true; role: StaffRole }
  | { ok: false; problem: 'wrong-pin'; waitMs: number };

/** For how many milliseconds the next try is refused after `wrongTries` in a row. */
export function waitAfter(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES), MAX_WAIT_MS);
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
  #wrongTries: number;
  #refusedUntil: number;
  #changes = 0;

  constructor({ dataDir, clock }: { dataDir: string; clock: Clock }) {
    this.#pins = {
      supervisor: new PinHash(dataDir, 'staff'),
      steward: new PinHash(dataDir, 'steward'),
    };
    this.#triesFile = path.join(dataDir, 'staff-tries.json');
    this.#clock = clock;
    this.#wrongTries = readJson(this.#triesFile, triesSchema.parse)?.wrongTries ?? 0;
    this.#refusedUntil = clock.monotonic() + waitAfter(this.#wrongTries);
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
    this.#count(this.#wrongTries + 1);
    const waitMs = waitAfter(this.#wrongTries);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    const role = await this.#roleOf(pin);
    if (role === null) return { ok: false, problem: 'wrong-pin', waitMs };
    this.#count(0);
    this.#refusedUntil = 0;
    return { ok: true, role };
  }

  /** Forgets both PINs and the wrong tries. The caller deletes the files. */
  forget(): void {
    for (const pin of Object.values(this.#pins)) pin.forget();
    this.#changed();
    this.#wrongTries = 0;
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

  #count(wrongTries: number) {
    this.#wrongTries = wrongTries;
    try {
      writeDurably(this.#triesFile, `${JSON.stringify({ wrongTries })}\n`);
    } catch {
      // A full disk must not keep staff out of the one place that tells them about it. This process goes on counting.
    }
  }
}
