import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AnswerStore } from '../../../../electron/core/http-cache/answer-store.ts';
import {
  type Answer,
  type Got,
  HttpCache,
  type Worth,
} from '../../../../electron/core/http-cache/http-cache.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { MEMORY_FOLDER } from '../../../fixtures/memory-folder.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const READ = { url: 'https://confera.example/site', headers: { accept: 'application/json' } };

type Reply = { status?: number; headers?: Record<string, string>; body?: string } | Error;

/** A cache in front of a server that gives these replies, one after the other. */
function aCache(...replies: Reply[]) {
  const clock = new ManualClock();
  const folder = path.join(temporaryFolder(MEMORY_FOLDER), 'http-cache');
  const onProblem = (error: unknown) => expect.unreachable(String(error));
  const store = new AnswerStore({ folder, owner: ['a'], secret: 's', onProblem });
  const cache = new HttpCache({ store, now: clock.now });
  const asked: Readonly<Record<string, string>>[] = [];
  const ask = async (headers: Readonly<Record<string, string>>): Promise<Answer> => {
    asked.push(headers);
    const reply = replies.shift() ?? new Error('asked too often');
    if (reply instanceof Error) throw reply;
    const { status = 200, headers: fields = {}, body = '' } = reply;
    return { status, headers: fields, body: Buffer.from(body) };
  };
  const worthOf = ({ status, body }: Answer): Worth => {
    if (!body.toString().startsWith('{')) return 'trouble';
    if (status >= 400 && status < 500) return 'refusal';
    return status === 200 ? 'good' : 'trouble';
  };
  return { cache, clock, asked, get: () => cache.get(READ, { ask, worthOf }) };
}

const bodyOf = (got: Got) => got.answer.body.toString();

describe('The server is asked', () => {
  it('not at all while the answer is fresh', async () => {
    const { get, clock, asked } = aCache({
      headers: { 'cache-control': 'max-age=60' },
      body: '{"n":1}',
    });
    await get();
    clock.advance(59_000);
    const got = await get();
    expect(got).toMatchObject({ isStale: false, freshForMs: 1000, asOf: clock.now() - 59_000 });
    expect(bodyOf(got)).toBe('{"n":1}');
    expect(asked).toHaveLength(1);
  });

  it('whether the answer is still valid once it is stale, and a 304 renews it', async () => {
    const { get, clock, asked } = aCache(
      { headers: { 'cache-control': 'max-age=60', etag: '"1"' }, body: '{"n":1}' },
      { status: 304, headers: { etag: '"1"' } },
    );
    await get();
    clock.advance(60_000);
    const got = await get();
    expect(asked[1]).toMatchObject({ 'if-none-match': '"1"' });
    expect(got).toMatchObject({ isStale: false, freshForMs: 60_000, asOf: clock.now() });
    clock.advance(59_000);
    expect(bodyOf(await get())).toBe('{"n":1}');
    expect(asked).toHaveLength(2);
  });

  it('once, while what is kept may be shown', async () => {
    const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=300', age: '85' };
    const { cache, get, clock, asked } = aCache(
      { headers, body: '{"n":1}' },
      { status: 503, body: '{}' },
      { headers, body: '{"n":2}' },
    );
    expect(await get()).toMatchObject({ isStale: false, freshForMs: 0 });
    const kept = await cache.kept(READ);
    expect(kept).toMatchObject({ isStale: false, asOf: clock.now() - 85_000 });
    expect(kept && bodyOf(kept)).toBe('{"n":1}');
    expect(asked).toHaveLength(1);
    expect(await get()).toMatchObject({ isStale: true, insteadOf: { answer: { status: 503 } } });
    expect(bodyOf(await get())).toBe('{"n":2}');
    expect(asked).toHaveLength(3);
    clock.advance(300_000);
    expect(await cache.kept(READ)).toMatchObject({ isStale: true });
  });

  it.each(['9'.repeat(400), '-5', 'soon', '1e9'])('as if no age were told: %s', async (age) => {
    const { get, clock } = aCache(
      { headers: { 'cache-control': 'max-age=60', age, etag: '"1"' }, body: '{"n":1}' },
      { status: 304, headers: { age } },
    );
    expect(await get()).toMatchObject({ freshForMs: 60_000, asOf: clock.now() });
    clock.advance(60_000);
    expect(await get()).toMatchObject({ freshForMs: 60_000, asOf: clock.now() });
  });

  it('for the whole answer again, if a 304 was about another version', async () => {
    const { get, clock, asked } = aCache(
      { headers: { etag: '"1"' }, body: '{"n":1}' },
      { status: 304, headers: { etag: '"9"' } },
      { headers: { etag: '"9"' }, body: '{"n":9}' },
    );
    await get();
    clock.advance(60_000);
    expect(await get()).toMatchObject({ isStale: true });
    expect(bodyOf(await get())).toBe('{"n":9}');
    expect(asked[2]).toEqual(READ.headers);
  });
});

describe('In place of an answer that does not come', () => {
  const first = { headers: { 'cache-control': 'max-age=60, must-revalidate' }, body: '{"n":1}' };
  it.each<[string, Reply]>([
    ['no network', new Error('no network')],
    ['a failing server', { status: 503, body: '{"ok":false}' }],
    ['a sign-in page', { status: 200, body: '<html>' }],
    ['a redirect', { status: 302, headers: { location: 'https://portal.example/' } }],
    ['a page that says 404', { status: 404, body: '<html>' }],
  ])('the kept one is given, and stays: %s', async (_, reply) => {
    const { get, clock } = aCache(first, reply, { ...first, body: '{"n":2}' });
    await get();
    const at = clock.now();
    clock.advance(3 * 60 * 60_000);
    const got = await get();
    expect(got).toMatchObject({ isStale: true, asOf: at, freshForMs: 0 });
    expect(bodyOf(got)).toBe('{"n":1}');
    expect(bodyOf(await get())).toBe('{"n":2}');
  });

  it('there is none without a kept one', async () => {
    const { get } = aCache({ status: 302 }, new Error('no network'));
    expect((await get()).answer.status).toBe(302);
    await expect(get()).rejects.toThrow('no network');
  });
});

describe('Nothing is kept', () => {
  it('of an answer with no-store, nor of the one before it', async () => {
    const { get, clock, asked, cache } = aCache(
      { headers: { 'cache-control': 'max-age=60', etag: '"1"' }, body: '{"n":1}' },
      { headers: { 'cache-control': 'no-store', etag: '"2"' }, body: '{"n":2}' },
      new Error('no network'),
    );
    await get();
    clock.advance(60_000);
    expect(bodyOf(await get())).toBe('{"n":2}');
    expect(await cache.kept(READ)).toBeNull();
    await expect(get()).rejects.toThrow('no network');
    expect(asked[2]).toEqual(READ.headers);
  });

  it('after a refusal', async () => {
    const { get, clock, cache } = aCache(
      { headers: { 'cache-control': 'max-age=60' }, body: '{"n":1}' },
      { status: 403, body: '{"ok":false}' },
    );
    await get();
    clock.advance(60_000);
    expect((await get()).answer.status).toBe(403);
    expect(await cache.kept(READ)).toBeNull();
  });
});
