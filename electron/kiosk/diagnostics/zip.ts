import { setImmediate as nextTurn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';

/** How much is packed at once: a few milliseconds on a slow device, between which scans go on. */
const PIECE_BYTES = 64 * 1024;

/** A file of the archive. */
export type Entry = { name: string; bytes: Uint8Array };

/** Packs files into a zip archive, in pieces. */
export async function zipped(entries: readonly Entry[], now: Date): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let problem: Error | null = null;
  const archive = new Zip((error, piece) => {
    if (error) problem = error;
    else pieces.push(piece);
  });
  for (const { name, bytes } of entries) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = now;
    archive.add(file);
    for (let from = 0; from === 0 || from < bytes.length; from += PIECE_BYTES) {
      const piece = bytes.subarray(from, from + PIECE_BYTES);
      file.push(piece, from + PIECE_BYTES >= bytes.length);
      await nextTurn();
    }
  }
  archive.end();
  if (problem) throw problem;
  return Buffer.concat(pieces);
}
