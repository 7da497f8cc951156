import { expect, test } from 'vitest';
import { SOUND_OF } from '../../../../renderer/sound/sound-of.ts';
import { energyOf, notesOf, readSound, without } from './heard-notes.ts';

/** What older ears still hear well, and what a small loudspeaker still gives, in hertz. */
const OLD_EARS_UP_TO = 2000;
const SMALL_SPEAKER_FROM = 300;

const NAMES = [...new Set(Object.values(SOUND_OF))];
const CUES = NAMES.filter((name) => name !== 'tick');

/** A sound as it reaches older ears. */
const muffled = (name: (typeof NAMES)[number]) => without(readSound(name), 'above', OLD_EARS_UP_TO);

test.each(NAMES)('%s is heard, and lasts under 400 ms', (name) => {
  const sound = readSound(name);
  expect(sound.samples.length / sound.rate).toBeLessThan(0.4);
  expect(energyOf(sound)).toBeGreaterThan(0);
});

test.each(NAMES)('%s is as good as whole for ears that hear no treble', (name) => {
  expect(energyOf(muffled(name)) / energyOf(readSound(name))).toBeGreaterThan(0.9);
});

test.each(CUES)('%s keeps most of its energy on a loudspeaker without bass', (name) => {
  const thin = without(muffled(name), 'below', SMALL_SPEAKER_FROM);
  expect(energyOf(thin) / energyOf(readSound(name))).toBeGreaterThan(0.6);
});

test('a welcome is a short note and a long one above it', () => {
  const notes = notesOf(muffled('welcome'));
  expect(notes).toHaveLength(2);
  expect(notes[1]?.hertz).toBeGreaterThan(1.2 * (notes[0]?.hertz ?? 0));
});

test('a second time has the last note of a welcome alone, and softer', () => {
  const [welcome, again] = [muffled('welcome'), muffled('again')];
  const notes = notesOf(again);
  expect(notes).toHaveLength(1);
  expect(notes[0]?.hertz).toBeCloseTo(notesOf(welcome)[1]?.hertz ?? 0, -1.5);
  expect(energyOf(again)).toBeLessThan(energyOf(welcome) / 3);
});

test('a saved scan has three notes on one level, at an even pace', () => {
  const notes = notesOf(muffled('saved'));
  expect(notes).toHaveLength(3);
  const [first, second, third] = notes.map(({ atMs }) => atMs) as [number, number, number];
  expect(Math.abs(third - second - (second - first))).toBeLessThanOrEqual(10);
  expect(new Set(notes.map(({ hertz }) => Math.round(hertz / 20))).size).toBe(1);
});

test('a question goes up and back, and lasts longest where it began', () => {
  const notes = notesOf(muffled('ask'));
  expect(notes).toHaveLength(3);
  const [first, second, third] = notes.map(({ hertz }) => hertz) as [number, number, number];
  expect(second).toBeGreaterThan(1.2 * first);
  expect(third).toBeCloseTo(first, -1.5);
});

test('a stop falls, slower than a welcome rises', () => {
  const notes = notesOf(muffled('stop'));
  expect(notes).toHaveLength(2);
  expect(notes[1]?.hertz).toBeLessThan(0.8 * (notes[0]?.hertz ?? 0));
  expect(notes[1]?.atMs).toBeGreaterThan(1.5 * (notesOf(muffled('welcome'))[1]?.atMs ?? 0));
});
