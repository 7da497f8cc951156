import { expect, test } from 'vitest';
import { FolderInUseError } from '../../../electron/core/system/folder-lock.ts';
import { whenFree } from '../../../electron/shell/when-free.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

/** Something that another process has for so long; what came of it is in `told`. */
function taking({ freeAt, forMs }: { freeAt: number; forMs: number }) {
  const clock = new ManualClock();
  const start = clock.monotonic();
  const told: string[] = [];
  const take = () => {
    if (clock.monotonic() - start < freeAt) throw new FolderInUseError('in use');
    return 'taken';
  };
  const done = whenFree(take, { forMs, clock }).then(
    (what) => told.push(what),
    (error: Error) => told.push(error.message),
  );
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250);
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { told, done, pass };
}

test('what is free is taken at once', async () => {
  const { told, done } = taking({ freeAt: 0, forMs: 0 });
  await done;
  expect(told).toEqual(['taken']);
});

test('a second start is refused at once', async () => {
  const { told, done } = taking({ freeAt: 1000, forMs: 0 });
  await done;
  expect(told).toEqual(['in use']);
});

test('a successor waits for the one before it', async () => {
  const { told, pass } = taking({ freeAt: 5000, forMs: 10_000 });
  await pass(4750);
  expect(told).toEqual([]);
  await pass(250);
  expect(told).toEqual(['taken']);
});

test('but not for ever', async () => {
  const { told, pass } = taking({ freeAt: 20_000, forMs: 10_000 });
  await pass(9750);
  expect(told).toEqual([]);
  await pass(250);
  expect(told).toEqual(['in use']);
});

test('another error is told at once', async () => {
  const take = () => {
    throw new Error('read-only');
  };
  const options = { forMs: 10_000, clock: new ManualClock() };
  await expect(whenFree(take, options)).rejects.toThrow('read-only');
});
