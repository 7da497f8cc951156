import { readFileSync } from 'node:fs';
import type { SoundName } from '../../../../renderer/sound/sound-of.ts';

const HEADER_BYTES = 44;
/** The loudness is looked at in steps of this length. */
const STEP_MS = 5;
/** A note begins where the loudness is above this part of the loudest, after it was below half of that. */
const BEGINS_AT = 0.3;
/** The pitch is taken from this part of a note, past its start. */
const PITCH_FROM_MS = 10;
const PITCH_FOR_MS = 50;

export type Sound = { samples: Float64Array; rate: number };

/** A note as it can be heard: when it begins, in milliseconds, and its pitch in hertz. */
export type HeardNote = { atMs: number; hertz: number };

/** Reads one of the kiosk's sounds: mono, 16 bits. */
export function readSound(name: SoundName): Sound {
  const file = readFileSync(new URL(`../../../../renderer/sound/${name}.wav`, import.meta.url));
  const count = (file.length - HEADER_BYTES) / 2;
  const samples = Float64Array.from({ length: count }, (_, index) =>
    file.readInt16LE(HEADER_BYTES + index * 2),
  );
  return { samples, rate: file.readUInt32LE(24) };
}

/** How steep each half of a Butterworth filter of the fourth order is, so that both together are flat up to their edge. */
const HALVES = [0.5412, 1.3066];

/** What is left of a sound without everything above a frequency, or without everything below it. */
export function without({ samples, rate }: Sound, gone: 'above' | 'below', hertz: number): Sound {
  const turn = Math.tan((Math.PI * hertz) / rate);
  const filtered = (sound: Float64Array, quality: number) => {
    const norm = 1 / (1 + turn / quality + turn * turn);
    const b0 = gone === 'above' ? turn * turn * norm : norm;
    const b1 = gone === 'above' ? 2 * b0 : -2 * b0;
    const a1 = 2 * (turn * turn - 1) * norm;
    const a2 = (1 - turn / quality + turn * turn) * norm;
    let [x1, x2, y1, y2] = [0, 0, 0, 0];
    return sound.map((x) => {
      const y = b0 * x + b1 * x1 + b0 * x2 - a1 * y1 - a2 * y2;
      [x1, x2, y1, y2] = [x, x1, y, y1];
      return y;
    });
  };
  return { samples: HALVES.reduce(filtered, samples), rate };
}

/** The energy of a sound, in a unit of its own. */
export function energyOf({ samples }: Sound): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}

/** The notes that can be told apart by their beginnings. */
export function notesOf(sound: Sound): HeardNote[] {
  const step = Math.round((sound.rate * STEP_MS) / 1000);
  const levels = Array.from({ length: Math.floor(sound.samples.length / step) }, (_, index) =>
    Math.sqrt(
      energyOf({ ...sound, samples: sound.samples.subarray(index * step, (index + 1) * step) }),
    ),
  );
  const loudest = Math.max(...levels);
  const notes: HeardNote[] = [];
  let silent = true;
  for (const [index, level] of levels.entries()) {
    if (silent && level > BEGINS_AT * loudest) {
      notes.push({ atMs: index * STEP_MS, hertz: pitchAt(sound, index * step) });
      silent = false;
    }
    if (level < (BEGINS_AT / 2) * loudest) silent = true;
  }
  return notes;
}

/** The pitch by the shift at which a piece of the sound is most like itself. */
function pitchAt({ samples, rate }: Sound, start: number): number {
  const from = start + Math.round((rate * PITCH_FROM_MS) / 1000);
  const piece = samples.subarray(from, from + Math.round((rate * PITCH_FOR_MS) / 1000));
  const likeness = (shift: number) => {
    const [early, late] = [piece.subarray(0, -shift), piece.subarray(shift)];
    const product = early.reduce((sum, sample, index) => sum + sample * (late[index] ?? 0), 0);
    return (
      product / Math.sqrt(energyOf({ samples: early, rate }) * energyOf({ samples: late, rate }))
    );
  };
  const shifts = Array.from({ length: Math.floor(rate / 200) }, (_, index) => index + 8);
  const like = shifts.map((shift) => ({ shift, is: likeness(shift) }));
  const best = Math.max(...like.map(({ is }) => is));
  // A multiple of the period is about as like; the first that is nearly the best is the period itself.
  const first = like.findIndex(({ is }) => is > best - 0.05);
  let top = first;
  while ((like[top + 1]?.is ?? 0) > (like[top]?.is ?? 0)) top += 1;
  return rate / (like[top]?.shift ?? 1);
}
