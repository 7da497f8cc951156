import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AnswerStore,
  type StoreLimits,
} from '../../../../electron/core/http-cache/answer-store.ts';
import type { KeptAnswer } from '../../../../electron/core/http-cache/freshness.ts';
import { MEMORY_FOLDER } from '../../../fixtures/memory-folder.ts';
import { mountSmallDisk, whyNoMount } from '../../../fixtures/small-disk.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const URL = 'https://confera.example/api/public/v1/website/site';

const kept = (body = '{"data":{}}'): KeptAnswer => ({
  requestFields: {},
  fields: { etag: '"1"' },
  heardAt: 1000,
  body: Buffer.from(body),
});

function aStore({
  folder = path.join(temporaryFolder(MEMORY_FOLDER), 'http-cache'),
  owner = ['https://confera.example', 'cat_one'],
  limits,
}: {
  folder?: string;
  owner?: string[];
  limits?: StoreLimits;
} = {}) {
  const problems: unknown[] = [];
  const onProblem = (error: unknown) => problems.push(error);
  const options = { folder, owner, secret: 'a secret', onProblem };
  const store = new AnswerStore({ ...options, ...(limits && { limits }) });
  return { store, folder, problems };
}

const bodyOf = async (store: AnswerStore, url = URL) =>
  (await store.read(url))?.body.toString() ?? null;

/** The one file in a store's folder. */
function onlyFile(folder: string): string {
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return path.join(folder, name);
}

describe('What was kept', () => {
  it('is there for the next process', async () => {
    const { store, folder } = aStore();
    await store.write(URL, kept());
    expect(await aStore({ folder }).store.read(URL)).toEqual(kept());
  });

  it('is for this user alone, and tells neither the key nor the address', async () => {
    const { store, folder } = aStore();
    await store.write(URL, kept());
    const file = onlyFile(folder);
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    expect(path.basename(file)).toMatch(/^[0-9a-f]{16}-[0-9a-f]{32}$/);
    expect(readFileSync(file, 'utf8')).not.toMatch(/cat_one|confera\.example/);
  });

  it.each([
    ['another key', ['https://confera.example', 'cat_two']],
    ['another address', ['https://elsewhere.example', 'cat_one']],
  ])('goes with %s', async (_, owner) => {
    const { store, folder } = aStore();
    await store.write(URL, kept());
    expect(await bodyOf(aStore({ folder, owner }).store)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes when it is told to, and not the files of others', async () => {
    const { store, folder } = aStore();
    await store.write(URL, kept());
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    await store.clear();
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    expect(await bodyOf(store)).toBeNull();
  });

  it('is replaced by what comes later', async () => {
    const { store, folder, problems } = aStore();
    await Promise.all(['one', 'two', 'three'].map((body) => store.write(URL, kept(body))));
    expect(await bodyOf(store)).toBe('three');
    onlyFile(folder);
    expect(problems).toEqual([]);
  });
});

describe('The bounds', () => {
  it('let the oldest answers go, also those of an earlier process', async () => {
    const { store, folder } = aStore();
    await store.write('a', kept());
    await store.write('b', kept());
    await store.write('a', kept('{"data":{"n":2}}'));
    const later = aStore({ folder, limits: { answers: 2, bytes: 10_000 } }).store;
    await later.write('c', kept());
    expect(await Promise.all(['a', 'b', 'c'].map((url) => bodyOf(later, url)))).toEqual([
      '{"data":{"n":2}}',
      null,
      kept().body.toString(),
    ]);
  });

  it('count bytes', async () => {
    const { store } = aStore({ limits: { answers: 10, bytes: 3000 } });
    for (const url of ['a', 'b', 'c']) await store.write(url, kept('x'.repeat(1000)));
    expect(await bodyOf(store, 'a')).toBeNull();
    expect(await bodyOf(store, 'c')).not.toBeNull();
  });

  it('keep no answer that is larger than all of them', async () => {
    const { store, folder } = aStore({ limits: { answers: 10, bytes: 3000 } });
    await store.write('a', kept('x'.repeat(4000)));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('A damaged cache is only a miss', () => {
  const flip = (at: number) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  };
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['an empty file', () => Buffer.alloc(0)],
    ['half a file', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['a file without its last byte', (bytes) => bytes.subarray(0, -1)],
    ['a longer file', (bytes) => Buffer.concat([bytes, Buffer.from('}')])],
    ['another bit in the digest', flip(3)],
    ['another bit in what is said about it', flip(80)],
    ['another bit in the body', (bytes) => flip(bytes.length - 3)(bytes)],
    ['zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['a page', () => Buffer.from('<html>\n<body>\n')],
  ])('%s', async (_, damage) => {
    const { store, folder, problems } = aStore();
    await store.write(URL, kept());
    const file = onlyFile(folder);
    writeFileSync(file, damage(readFileSync(file)));
    const later = aStore({ folder }).store;
    expect(await later.read(URL)).toBeNull();
    expect(existsSync(file)).toBe(false);
    await later.write(URL, kept());
    expect(await bodyOf(later)).toBe(kept().body.toString());
    expect(problems).toEqual([]);
  });

  it('a file that a power cut left half written is removed', async () => {
    const { store, folder } = aStore();
    await store.write(URL, kept());
    const file = onlyFile(folder);
    writeFileSync(`${file}.new`, 'half');
    expect(await bodyOf(aStore({ folder }).store)).toBe(kept().body.toString());
    onlyFile(folder);
  });

  it.skipIf(process.platform === 'win32')(
    'a link in the place of a file is not followed',
    async () => {
      const { store, folder } = aStore();
      await store.write(URL, kept());
      const file = onlyFile(folder);
      const elsewhere = path.join(temporaryFolder(MEMORY_FOLDER), 'elsewhere');
      writeFileSync(elsewhere, readFileSync(file));
      rmSync(file);
      symlinkSync(elsewhere, file);
      expect(await store.read(URL)).toBeNull();
      expect(await aStore({ folder }).store.read(URL)).toBeNull();
      expect(existsSync(elsewhere)).toBe(true);
    },
  );

  it('a folder in the place of a file is left alone', async () => {
    const { store, folder, problems } = aStore();
    await store.write(URL, kept());
    const file = onlyFile(folder);
    rmSync(file);
    mkdirSync(file);
    expect(await store.read(URL)).toBeNull();
    await store.write(URL, kept());
    expect(problems).not.toEqual([]);
  });
});

describe('A disk that refuses', () => {
  it('means no cache and no failure: a file has the name of the folder', async () => {
    const folder = path.join(temporaryFolder(MEMORY_FOLDER), 'http-cache');
    writeFileSync(folder, '');
    const { store, problems } = aStore({ folder });
    await store.write(URL, kept());
    expect(await store.read(URL)).toBeNull();
    await store.remove(URL);
    await store.clear();
    expect(problems).not.toEqual([]);
    expect(statSync(folder).isFile()).toBe(true);
  });

  it('means no cache and no failure: it is full, then read-only', async ({ skip }) => {
    const why = whyNoMount();
    if (why !== null) return skip(why);
    const disk = mountSmallDisk('64k');
    const { store, folder, problems } = aStore({ folder: path.join(disk.folder, 'http-cache') });
    await store.write('a', kept());
    await store.write('b', kept('x'.repeat(200_000)));
    expect(problems).toHaveLength(1);
    expect(readdirSync(folder)).toHaveLength(1);
    disk.makeReadOnly();
    await store.write('a', kept('{"data":{"n":2}}'));
    expect(problems).toHaveLength(2);
    expect(await bodyOf(store, 'a')).toBe(kept().body.toString());
  });
});

describe('What a server says anew about an answer', () => {
  const MINUTE_MS = 60_000;

  it('is known at once, and reaches the file now and then', async () => {
    const { store, folder } = aStore();
    const at = (minutes: number) => ({ ...kept(), heardAt: minutes * MINUTE_MS });
    await store.write(URL, at(0));
    const file = onlyFile(folder);
    const first = readFileSync(file);
    await store.renew(URL, { ...at(14), fields: { etag: 'W/"1"' } });
    expect(await store.read(URL)).toEqual({ ...at(14), fields: { etag: 'W/"1"' } });
    expect(readFileSync(file)).toEqual(first);
    const next = aStore({ folder }).store;
    expect((await next.read(URL))?.heardAt).toBe(0);
    await next.renew(URL, at(14));
    expect(readFileSync(file)).toEqual(first);
    await next.renew(URL, at(15));
    expect((await aStore({ folder }).store.read(URL))?.heardAt).toBe(15 * MINUTE_MS);
  });

  it('ends with a new answer', async () => {
    const { store } = aStore();
    await store.write(URL, kept());
    await store.renew(URL, { ...kept(), heardAt: 2000 });
    await store.write(URL, { ...kept('{"data":[]}'), heardAt: 3000 });
    expect(await store.read(URL)).toEqual({ ...kept('{"data":[]}'), heardAt: 3000 });
  });
});
