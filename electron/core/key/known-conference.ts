import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from '../system/durable-file.ts';
import { conferenceNameOf, conferenceOf } from './conference.ts';

/**
 * What was told for each address, since scans may wait for one that the device will come back to: whether it was a name,
 * and a digest.
 */
const schema = z.record(z.string(), z.string());

/**
 * Which conference the key in use belongs to, as `health` last told. It is kept on disk, as a digest, because a key that
 * is refused can't be asked any more, and the scans that wait for its conference must not go to another one.
 */
export class KnownConference {
  readonly #file: string;
  readonly #baseUrl: string;
  #digests: Readonly<Record<string, string>>;

  /** @param given.baseUrl the address in use */
  constructor({ dataDir, baseUrl }: { dataDir: string; baseUrl: string }) {
    this.#file = path.join(dataDir, 'conference.json');
    this.#baseUrl = baseUrl;
    this.#digests = kept(this.#file);
  }

  get #known(): string | null {
    return this.#digests[this.#baseUrl] ?? null;
  }

  /**
   * Whether an answer of `health` names another conference. False if either isn't known, or if one is known by its name and
   * the other by an id, which can't be compared.
   */
  isOtherIn(health: Record<string, unknown>): boolean {
    const told = digestOf(health);
    if (told === null || this.#known === null || kindOf(told) !== kindOf(this.#known)) return false;
    return told !== this.#known;
  }

  /** Notes what `health` has told about the key in use. If the disk refuses, it is known until the next start. */
  note(health: Record<string, unknown>): void {
    const told = digestOf(health);
    if (told === null || told === this.#known) return;
    this.#digests = { ...this.#digests, [this.#baseUrl]: told };
    try {
      writeDurably(this.#file, `${JSON.stringify(this.#digests)}\n`);
    } catch {
      // A full disk is told about elsewhere.
    }
  }
}

/** What can't be read isn't known. Nothing else depends on it, so that the kiosk starts all the same. */
function kept(file: string): Record<string, string> {
  try {
    return readJson(file, schema.parse) ?? {};
  } catch {
    return {};
  }
}

function digestOf(health: Record<string, unknown>): string | null {
  const conference = conferenceOf(health);
  if (conference === null) return null;
  const kind = conference === conferenceNameOf(health) ? 'name' : 'id';
  return `${kind}:${createHash('sha256').update(conference).digest('hex')}`;
}

function kindOf(digest: string): string {
  return digest.split(':', 1).join();
}
