// Writes the kiosk's six sounds to renderer/sound/. Run it by hand when a note has changed:
// `node build/make-sounds.ts`.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const RATE = 22_050;
const folder = path.resolve(import.meta.dirname, '..', 'renderer', 'sound');

/** One note: its pitch, where it begins and how long it lasts, and how loud it is, from 0 to 1. */
type Note = { hertz: number; fromMs: number; lastsMs: number; loud: number };

const A5 = 880;
const E5 = 659.26;
const D5 = 587.33;
const B4 = 493.88;
const E4 = 329.63;

// Older ears miss the treble, and small loudspeakers the bass, so what is heard lies between 300 and 2000 Hz. The sounds
// differ in how many notes they have, how these follow each other and where they go, and not only in pitch.
const sounds: Record<string, Note[]> = {
  // A short note, and a long one above it.
  welcome: [
    { hertz: E5, fromMs: 0, lastsMs: 100, loud: 0.75 },
    { hertz: A5, fromMs: 100, lastsMs: 280, loud: 0.85 },
  ],
  again: [{ hertz: A5, fromMs: 0, lastsMs: 280, loud: 0.35 }],
  saved: [0, 120, 240].map((fromMs) => ({ hertz: D5, fromMs, lastsMs: 100, loud: 0.75 })),
  // There and back: a high note between two low ones.
  ask: [
    { hertz: D5, fromMs: 0, lastsMs: 90, loud: 0.8 },
    { hertz: A5, fromMs: 100, lastsMs: 90, loud: 0.8 },
    { hertz: D5, fromMs: 200, lastsMs: 180, loud: 0.85 },
  ],
  // Two notes of the same length, the second far below the first.
  stop: [
    { hertz: B4, fromMs: 0, lastsMs: 180, loud: 0.85 },
    { hertz: E4, fromMs: 190, lastsMs: 200, loud: 0.9 },
  ],
  tick: [{ hertz: 932.33, fromMs: 0, lastsMs: 30, loud: 0.12 }],
};

/** How loud a tone and its two overtones are. A loudspeaker that misses a low tone still gives its overtones. */
const PARTIALS = [1, 0.4, 0.15];

/** Computes one sample of a round tone, which starts without a click and fades to nothing. */
function sampleOf({ hertz, fromMs, lastsMs, loud }: Note, seconds: number): number {
  const t = seconds - fromMs / 1000;
  const length = lastsMs / 1000;
  if (t < 0 || t >= length) return 0;
  const rise = Math.min(1, t / 0.006);
  const fall = (1 - t / length) ** 1.6;
  const turn = 2 * Math.PI * hertz * t;
  const tone = PARTIALS.reduce(
    (sum, strength, index) => sum + strength * Math.sin((index + 1) * turn),
    0,
  );
  return (loud * rise * fall * tone) / 1.4;
}

/** Makes a mono WAV file with 16-bit samples. */
function wave(notes: Note[]): Buffer {
  const endMs = Math.max(...notes.map((note) => note.fromMs + note.lastsMs));
  const samples = Math.ceil((endMs / 1000) * RATE);
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0, 'ascii');
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8, 'ascii');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'ascii');
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const sum = notes.reduce((total, note) => total + sampleOf(note, index / RATE), 0);
    const level = Math.max(-1, Math.min(1, sum));
    file.writeInt16LE(Math.round(level * 32_767), 44 + index * 2);
  }
  return file;
}

for (const [name, notes] of Object.entries(sounds)) {
  writeFileSync(path.join(folder, `${name}.wav`), wave(notes));
}
