import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PassphraseTries } from '../../../electron/kiosk/passphrase-tries.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** A process that has just started: its monotonic time begins anew. */
function started(dataDir = temporaryFolder()) {
  const clock = new ManualClock();
  return { dataDir, clock, tries: new PassphraseTries({ dataDir, clock }) };
}

const begins = (tries: PassphraseTries, times: number) =>
  Array.from({ length: times }, () => tries.begin());

test('a wait begins anew with a restart, and goes on growing from there', () => {
  const { dataDir, clock, tries } = started();
  expect(begins(tries, 3).map(({ waitMs }) => waitMs)).toEqual([0, 0, 5000]);
  clock.advance(4000);
  const again = started(dataDir);
  expect(again.tries.begin()).toEqual({ mayTry: false, waitMs: 5000 });
  again.clock.advance(5000);
  expect(again.tries.begin()).toEqual({ mayTry: true, waitMs: 10_000 });
  expect(started(dataDir).tries.begin()).toEqual({ mayTry: false, waitMs: 10_000 });
});

test('the right passphrase ends the count, over a restart as well', () => {
  const { dataDir, tries } = started();
  begins(tries, 3);
  tries.succeed();
  expect(begins(started(dataDir).tries, 3).map(({ waitMs }) => waitMs)).toEqual([0, 0, 5000]);
});

test('the count is kept before the result is known', () => {
  const { dataDir, tries } = started();
  tries.begin();
  const text = readFileSync(path.join(dataDir, 'passphrase-tries.json'), 'utf8');
  expect(JSON.parse(text)).toEqual({ wrongTries: 1 });
});

test('where it can’t be written, this process goes on counting', () => {
  const dataDir = temporaryFolder();
  const { tries } = started(dataDir);
  mkdirSync(path.join(dataDir, 'passphrase-tries.json'));
  expect(begins(tries, 3).at(-1)).toEqual({ mayTry: true, waitMs: 5000 });
  expect(tries.begin()).toEqual({ mayTry: false, waitMs: 5000 });
});

test('a file that was damaged counts as none', () => {
  const dataDir = temporaryFolder();
  writeFileSync(path.join(dataDir, 'passphrase-tries.json'), '{"wrongTries":');
  expect(started(dataDir).tries.begin()).toEqual({ mayTry: true, waitMs: 0 });
});
