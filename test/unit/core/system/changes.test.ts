import { expect, test, vi } from 'vitest';
import { Changes } from '../../../../electron/core/system/changes.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('each subscriber looks once for all that is announced in one turn, and after it', async () => {
  const changes = new Changes();
  const looks = [vi.fn(), vi.fn()];
  for (const look of looks) changes.subscribe(look);
  for (let n = 0; n < 5; n += 1) changes.announce();
  expect(looks.map((look) => look.mock.calls.length)).toEqual([0, 0]);
  await turn();
  expect(looks.map((look) => look.mock.calls.length)).toEqual([1, 1]);
});

test('what is announced while somebody looks is looked at in the next turn', async () => {
  const changes = new Changes();
  let left = 3;
  changes.subscribe(() => {
    left -= 1;
    if (left > 0) changes.announce();
  });
  changes.announce();
  await turn();
  expect(left).toBe(2);
  await turn();
  await turn();
  expect(left).toBe(0);
  await turn();
  expect(left).toBe(0);
});
