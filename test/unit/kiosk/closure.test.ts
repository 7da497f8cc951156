import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Closure } from '../../../electron/kiosk/closure.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** Eleven in the morning. */
const NOW = Date.UTC(2026, 1, 3, 11);

function closureIn(folder: string, clock = new ManualClock(NOW)) {
  const told: unknown[] = [];
  const closure: Closure = new Closure(folder, clock, () => void told.push(closure.state));
  return { closure, clock, told };
}

/** A disk that takes no file: something else has the name of the one that would be written first. */
function refuseWrites(folder: string) {
  const inTheWay = path.join(folder, 'closure.json.new');
  mkdirSync(path.join(inTheWay, 'full'), { recursive: true });
  return () => rmSync(inTheWay, { recursive: true });
}

describe('an entrance', () => {
  test('is closed over a restart, with the place and since when, until it is opened', () => {
    const folder = temporaryFolder();
    const { closure, clock } = closureIn(folder);
    expect(closure.state).toBeNull();
    expect(closure.close()).toBe(true);
    clock.advance(60_000);
    expect(closure.sendTo('Gate B')).toBe(true);
    const kept = { since: NOW, place: 'Gate B', isKept: true };
    expect(closureIn(folder).closure.state).toEqual(kept);
    expect(closure.open()).toBe(true);
    expect(closureIn(folder).closure.state).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that two pages close at once keeps the first moment, and the place that is told', () => {
    const { closure, clock } = closureIn(temporaryFolder());
    closure.close();
    closure.sendTo('Gate B');
    clock.advance(60_000);
    closure.close();
    expect(closure.state).toEqual({ since: NOW, place: 'Gate B', isKept: true });
  });

  test('isn’t closed again by a place for visitors that comes too late', () => {
    const { closure } = closureIn(temporaryFolder());
    closure.close();
    closure.open();
    expect(closure.sendTo('Gate B')).toBeNull();
    expect(closure.state).toBeNull();
  });

  test('tells every change once it holds', () => {
    const { closure, told } = closureIn(temporaryFolder());
    closure.close();
    closure.sendTo('Gate B');
    closure.sendTo(null);
    closure.open();
    const closed = { since: NOW, place: null, isKept: true };
    expect(told).toEqual([closed, { ...closed, place: 'Gate B' }, closed, null]);
  });
});

describe('where the disk refuses', () => {
  test('closing holds at once, and it is told that a restart undoes it', () => {
    const folder = temporaryFolder();
    const { closure } = closureIn(folder);
    const accept = refuseWrites(folder);
    expect(closure.close()).toBe(false);
    expect(closure.state).toEqual({ since: NOW, place: null, isKept: false });
    expect(closureIn(folder).closure.state).toBeNull();
    accept();
    expect(closure.sendTo('Gate B')).toBe(true);
    expect(closureIn(folder).closure.state).toMatchObject({ place: 'Gate B', isKept: true });
  });

  test('opening holds at once, and it is told that a restart undoes it', () => {
    const folder = temporaryFolder();
    const { closure } = closureIn(folder);
    closure.close();
    const file = path.join(folder, 'closure.json');
    rmSync(file);
    // A folder isn't deleted as a file.
    mkdirSync(path.join(file, 'full'), { recursive: true });
    expect(closure.open()).toBe(false);
    expect(closure.state).toBeNull();
    expect(closureIn(folder).closure.state).toMatchObject({ place: null });
  });
});

test.each([
  ['half a file', '{"since":17'],
  ['another file', '[]'],
  ['nothing', ''],
])('a file with %s in it leaves the entrance closed', (_, text) => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'closure.json'), text);
  const { closure } = closureIn(folder);
  expect(closure.state).toMatchObject({ since: expect.any(Number), place: null });
  expect(closure.open()).toBe(true);
  expect(closureIn(folder).closure.state).toBeNull();
});
