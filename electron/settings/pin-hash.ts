import path from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { isEasyPin } from '../../shared/settings/easy-pin.ts';
import { damagedFiles } from '../core/system/damaged-files.ts';
import { type FileText, readJson } from '../core/system/durable-file.ts';

/**
 * A hash of 32 bytes with a salt of 16, as Argon2id writes it. Anything else would make a check throw, or silently
 * refuse every PIN.
 */
const HASH =
  /^\$argon2id\$v=19\$m=[1-9]\d{1,5},t=[1-9],p=1\$[A-Za-z0-9+/]{21}[AQgw]\$[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/;

/** Nobody knows what this is the hash of. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$lldBCgy97hPGhEJpxrsj4w$dUlbelYl6NX2Wkhctx5IrstPYnKj6H4MvNcVPehn2Pk';

const hashText = z.string().regex(HASH);
/** Whether it is a PIN that people try first. Only the PIN itself tells, so it is noted when the PIN is set. */
const easy = z.boolean().optional();
/** The PINs' files, by their names without `.json`. Only stewards can do without a PIN, since the supervisor's opens the rest. Theirs is null once it is taken away. */
export const PIN_FILES = {
  staff: z.object({ hash: hashText, easy }),
  steward: z.object({ hash: hashText.nullable(), easy }),
};

/** A change of a PIN: the file to write, and `take`, which puts it into force once the file is written. */
export type PinChange = FileText & { take: () => void };

/** One PIN, which is kept only as an Argon2id hash, in a file of its own. */
export class PinHash {
  readonly #file: string;
  #hash: string | null;
  #isEasy: boolean | null;
  #isLost: boolean;

  /** @param name the file's, without `.json` */
  constructor(dataDir: string, name: 'staff' | 'steward') {
    this.#file = path.join(dataDir, `${name}.json`);
    const kept = readJson(this.#file, PIN_FILES[name].parse);
    this.#hash = kept?.hash ?? null;
    this.#isEasy = kept?.easy ?? null;
    this.#isLost = this.#hash === null && damagedFiles(dataDir).includes(name);
  }

  get isSet(): boolean {
    return this.#hash !== null;
  }

  /** Whether the PIN is one that people try first; null if there is none, or if that wasn't noted when it was set. */
  get isEasy(): boolean | null {
    return this.#isEasy;
  }

  /** Whether there was a PIN whose file is damaged. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Makes the hash of a new PIN, which takes a moment; null takes the PIN away. It changes nothing yet.
   *
   * @param onTaken called once the change is in force
   */
  async prepare(pin: string | null, onTaken: () => void): Promise<PinChange> {
    const made = pin === null ? null : await hash(pin);
    const easy = pin === null ? null : isEasyPin(pin);
    const take = () => {
      this.#hash = made;
      this.#isEasy = easy;
      this.#isLost = false;
      onTaken();
    };
    return {
      file: this.#file,
      text: `${JSON.stringify({ hash: made, ...(easy !== null && { easy }) })}\n`,
      take,
    };
  }

  /**
   * Whether this is the PIN. It takes as long if there is none, so that nobody can tell by the time whether there is. If
   * another PIN is set in the meantime, it is not.
   */
  async is(pin: string): Promise<boolean> {
    const before = this.#hash;
    const matches = await verify(before ?? NOBODYS, pin);
    return matches && before !== null && before === this.#hash;
  }

  /** Forgets the PIN. The caller deletes the file. */
  forget(): void {
    this.#hash = null;
    this.#isEasy = null;
    this.#isLost = false;
  }
}
