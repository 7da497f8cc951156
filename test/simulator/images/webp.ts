/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Encodes an opaque picture of one colour as a lossless WebP of a few bytes. Each channel has only one value, so its
 * code has no bits, and the pixels take none.
 */
export function encodePlainWebp(width: number, height: number, [red, green, blue]: Colour): Buffer {
  const bits = new LowBitsFirst();
  bits.write(width - 1, 14);
  bits.write(height - 1, 14);
  // No opacity, version 0, no transform, no colour cache, one set of codes for the whole picture.
  for (const [value, length] of [
    [0, 1],
    [0, 3],
    [0, 1],
    [0, 1],
    [0, 1],
  ] as const) {
    bits.write(value, length);
  }
  for (const symbol of [green, red, blue, 255, 0]) {
    // A simple code with one symbol of eight bits.
    bits.write(1, 1);
    bits.write(0, 1);
    bits.write(1, 1);
    bits.write(symbol, 8);
  }
  const stream = Buffer.from([0x2f, ...bits.bytes()]);
  const padded = Buffer.concat([stream, Buffer.alloc(stream.length % 2)]);
  const chunk = Buffer.concat([Buffer.from('VP8L'), lengthOf(stream.length), padded]);
  return Buffer.concat([
    Buffer.from('RIFF'),
    lengthOf(4 + chunk.length),
    Buffer.from('WEBP'),
    chunk,
  ]);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

class LowBitsFirst {
  readonly #bits: number[] = [];

  write(value: number, length: number): void {
    for (let bit = 0; bit < length; bit += 1) this.#bits.push((value >> bit) & 1);
  }

  bytes(): number[] {
    const bytes: number[] = new Array(Math.ceil(this.#bits.length / 8)).fill(0);
    for (const [index, bit] of this.#bits.entries()) {
      bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index & 7));
    }
    return bytes;
  }
}
