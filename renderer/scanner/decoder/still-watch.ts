/** The brightness of a picture: a byte for each pixel. The next pixel is `step` bytes on, and the next row `stride`. */
export type Luma = {
  width: number;
  height: number;
  step: number;
  stride: number;
  bytes: Uint8Array | Uint8ClampedArray;
};

/** How many parts a picture is compared in, across and down. A badge far away covers two or more of them. */
const ACROSS = 64;
const DOWN = 36;
/** How many pixels of each part are looked at, across and down. Their mean hardly shows a sensor's noise. */
const LOOKS = 8;

/** The mean brightness of each part of a picture, 0 to 255. */
export function partsOf({ width, height, step, stride, bytes }: Luma): Float32Array {
  const parts = new Float32Array(ACROSS * DOWN);
  const columns = places(width, ACROSS);
  const rows = places(height, DOWN);
  for (let down = 0; down < DOWN; down += 1) {
    for (let y = down * LOOKS; y < (down + 1) * LOOKS; y += 1) {
      const row = (rows[y] ?? 0) * stride;
      for (let across = 0; across < ACROSS; across += 1) {
        let sum = 0;
        for (let x = across * LOOKS; x < (across + 1) * LOOKS; x += 1) {
          sum += bytes[row + (columns[x] ?? 0) * step] ?? 0;
        }
        const at = down * ACROSS + across;
        parts[at] = (parts[at] ?? 0) + sum / (LOOKS * LOOKS);
      }
    }
  }
  return parts;
}

const known = new Map<string, Int32Array>();

/** Where the pixels are that are looked at, evenly along a side. A camera's frames are all of one size. */
function places(length: number, parts: number): Int32Array {
  const name = `${length} ${parts}`;
  const all = parts * LOOKS;
  const found =
    known.get(name) ??
    Int32Array.from({ length: all }, (_, n) => Math.floor(((n + 0.5) * length) / all));
  known.set(name, found);
  return found;
}

/** By how much a part must change to count, of 255. */
const CHANGED_BY = 8;
/** So many parts that have changed are something that moves. */
const MOVED = 2;

/** Whether something has moved between two pictures. A lamp that changes all parts alike is nothing that moves. */
export function hasMoved(before: Float32Array, after: Float32Array): boolean {
  let shift = 0;
  for (let n = 0; n < after.length; n += 1) shift += (after[n] ?? 0) - (before[n] ?? 0);
  shift /= after.length;
  let moved = 0;
  for (let n = 0; n < after.length; n += 1) {
    if (Math.abs((after[n] ?? 0) - (before[n] ?? 0) - shift) > CHANGED_BY) moved += 1;
  }
  return moved >= MOVED;
}

/** How long after a change every frame is decoded, in milliseconds. Each preparation gets a few turns in this time. */
const KEEN_MS = 1500;
/** How often a picture in which nothing changes is decoded all the same, in milliseconds. */
const LOOK_MS = 2500;

/**
 * Decides which frames are worth decoding. A badge can't come into view without something moving, so a picture that
 * stands still is decoded only now and then: that takes a quarter of the processor.
 */
export class StillWatch<Code extends { text: string }> {
  #decoded: { parts: Float32Array; at: number } | null = null;
  #changedAt = Number.NEGATIVE_INFINITY;
  #codes: readonly Code[] = [];

  /**
   * Whether to decode a frame. If not, what was found in the last decoded one holds for it as well.
   *
   * @param parts of `partsOf`
   * @param now monotonic milliseconds
   */
  isWorthDecoding(parts: Float32Array, now: number): boolean {
    if (!this.#decoded || hasMoved(this.#decoded.parts, parts)) this.#changedAt = now;
    const isDue = now - this.#changedAt < KEEN_MS || now - (this.#decoded?.at ?? 0) >= LOOK_MS;
    if (isDue) this.#decoded = { parts, at: now };
    return isDue;
  }

  /** The codes in the last frame that was decoded. */
  get codes(): readonly Code[] {
    return this.#codes;
  }

  /**
   * Keeps what was found in a frame. Other codes than before are a change as well: noise may have hidden one from this
   * frame alone, so the next ones are looked at.
   */
  found(codes: readonly Code[], now: number): void {
    const texts = (all: readonly Code[]) =>
      all
        .map(({ text }) => text)
        .sort()
        .join('\n');
    if (texts(codes) !== texts(this.#codes)) this.#changedAt = now;
    this.#codes = codes;
  }
}
