import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { KEPT_LOGO, LARGEST_LOGO, type LogoProblem } from '../../shared/bridge/logo.ts';
import { picturePath } from '../../shared/bridge/picture-path.ts';
import { readBytesIfThere, syncFolder, writeDurably } from '../core/system/durable-file.ts';
import { checkPicture } from '../core/system/picture-file.ts';

/** An SVG is text, and its first element comes after a few lines of comments at most. */
const SVG_WITHIN = 2048;

type Kept = { name: string; bytes: Buffer };

/**
 * The organiser's logo: one PNG in the data folder, which a page of ours has drawn and encoded anew from the file that
 * staff chose. So nothing that somebody else encoded is kept or shown.
 */
export class Logo {
  readonly #file: string;
  readonly #onChange: () => void;
  #kept: Kept | null = null;
  #isDamaged = false;

  constructor(dataDir: string, onChange: () => void) {
    this.#file = path.join(dataDir, 'logo.png');
    this.#onChange = onChange;
    this.readAgain();
  }

  /** Reads the data folder again. A damaged logo is none. */
  readAgain(): void {
    this.#kept = null;
    this.#isDamaged = false;
    try {
      const bytes = readBytesIfThere(this.#file, LARGEST_LOGO);
      if (bytes === null) return;
      if (isKeepable(bytes)) this.#kept = keptFrom(bytes);
      else this.#isDamaged = true;
    } catch {
      this.#isDamaged = true;
    }
  }

  /** Whether there is one that can't be shown. Choosing another one or removing it ends that. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** Its path, relative to the page; null if there is none. */
  get path(): string | null {
    return this.#kept && picturePath(this.#kept.name);
  }

  /** The logo as it answers a request, if this is its name. */
  picture(name: string): { type: string; body: Buffer } | null {
    if (name !== this.#kept?.name) return null;
    return { type: 'image/png', body: this.#kept.bytes };
  }

  /** Keeps a PNG that the page has encoded. Returns why it doesn't, or null if it does. */
  save(bytes: Buffer): LogoProblem | null {
    if (!isKeepable(bytes)) return logoProblem(bytes) ?? 'damaged';
    try {
      writeDurably(this.#file, bytes);
    } catch {
      return 'not-written';
    }
    this.#kept = keptFrom(bytes);
    this.#isDamaged = false;
    this.#onChange();
    return null;
  }

  /** Forgets the logo. Returns why it doesn't, or null if it does. */
  remove(): LogoProblem | null {
    try {
      rmSync(this.#file, { force: true });
      syncFolder(path.dirname(this.#file));
    } catch {
      return 'not-written';
    }
    this.#kept = null;
    this.#isDamaged = false;
    this.#onChange();
    return null;
  }
}

/** Why a file is not taken as a logo, by its first bytes and its header; null if the page may decode it. */
export function logoProblem(file: Buffer): LogoProblem | null {
  if (file.length === 0) return 'empty';
  if (file.length > LARGEST_LOGO) return 'too-large';
  const checked = checkPicture(file);
  if (checked.ok) return null;
  if (checked.problem !== 'not-a-picture') return checked.problem;
  const beginning = file.toString('utf8', 0, SVG_WITHIN);
  return /<svg[\s>]/i.test(beginning) ? 'svg' : 'not-a-picture';
}

/** Whether this is a PNG as the page encodes logos, and whole. */
function isKeepable(bytes: Buffer): boolean {
  if (logoProblem(bytes) !== null) return false;
  const checked = checkPicture(bytes);
  if (!checked.ok || checked.type !== 'image/png') return false;
  const { width, height } = checked;
  return width <= KEPT_LOGO.width && height <= KEPT_LOGO.height && hasRightSums(bytes);
}

/** Whether each chunk of a whole PNG is as it was written: at its end is a checksum of its kind and content. */
function hasRightSums(png: Buffer): boolean {
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    if (crc32(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) return false;
    at = end + 4;
  }
  return true;
}

function keptFrom(bytes: Buffer): Kept {
  return { name: createHash('sha256').update(bytes).digest('hex'), bytes };
}
