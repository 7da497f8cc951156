import { expect, test } from 'vitest';
import { KnownKeys } from '../../../../electron/core/key/known-keys.ts';

test('a key that failed its trial is let go, and not before', async () => {
  const keys = new KnownKeys('cat_first');
  const during: string[][] = [];
  const trial = async () => {
    during.push(keys.all);
    return { ok: false };
  };
  await keys.during('a', trial);
  expect(during).toEqual([['cat_first', 'a']]);
  expect(keys.all).toEqual(['cat_first']);
  const broken = keys.during('b', () => Promise.reject(new Error('broken')));
  await expect(broken).rejects.toThrow('broken');
  expect(keys.all).toEqual(['cat_first']);
});

test('a key that was ever in use is kept, whatever comes of a later trial', async () => {
  const keys = new KnownKeys('cat_first');
  await keys.during('cat_second', async () => ({ ok: true }));
  expect(keys.all).toEqual(['cat_first', 'cat_second']);
  await keys.during('cat_first', async () => ({ ok: false }));
  expect(keys.all).toEqual(['cat_first', 'cat_second']);
});

test('a key on two trials is kept until both have ended', async () => {
  const keys = new KnownKeys('cat_first');
  const { promise, resolve } = Promise.withResolvers<{ ok: boolean }>();
  const longer = keys.during('a', () => promise);
  await keys.during('a', async () => ({ ok: false }));
  expect(keys.all).toEqual(['cat_first', 'a']);
  resolve({ ok: false });
  await longer;
  expect(keys.all).toEqual(['cat_first']);
});
