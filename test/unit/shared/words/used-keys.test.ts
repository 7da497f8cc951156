import { expect, test } from 'vitest';
import english from '../../../../shared/words/catalogues/en.json' with { type: 'json' };
import { keysOf } from './keys.ts';
import { readKeys } from './read-keys.ts';

function unusedIn(texts: object): string[] {
  const read = readKeys(texts);
  return keysOf(texts).filter((key) => !read.has(key));
}

test('the code uses every message', () => {
  expect(unusedIn(english)).toEqual([]);
});

test('a message counts as unused if no code names it and no code stands for it', () => {
  const { result, edge, scannerTest } = english;
  const unused = unusedIn({
    ...english,
    // One that the code would have to name.
    result: { ...result, farewell: 'Goodbye', rejected: { ...result.rejected, forged: 'Forged' } },
    // A code that there isn't.
    edge: { ...edge, saved: { ...edge.saved, dreaming: '{count, number} dreams' } },
    // All of these are shown, whatever they are called.
    scannerTest: {
      ...scannerTest,
      manual: { ...scannerTest.manual, mood: { what: 'Mood', value: 'good' } },
    },
  });
  expect(unused).toEqual(['result.rejected.forged', 'result.farewell', 'edge.saved.dreaming']);
});
