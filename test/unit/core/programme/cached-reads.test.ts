import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConferaPublicClient } from '../../../../electron/core/confera/client.ts';
import { AnswerStore } from '../../../../electron/core/http-cache/answer-store.ts';
import { type Got, HttpCache } from '../../../../electron/core/http-cache/http-cache.ts';
import {
  cachedReads,
  NOT_KEPT,
  worthOfRead,
} from '../../../../electron/core/programme/cached-reads.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { MEMORY_FOLDER } from '../../../fixtures/memory-folder.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

/** A client behind a cache, and every request that passed the cache. */
function aClient(answers: () => Response) {
  const clock = new ManualClock();
  const folder = path.join(temporaryFolder(MEMORY_FOLDER), 'http-cache');
  const onProblem = (error: unknown) => expect.unreachable(String(error));
  const store = new AnswerStore({ folder, owner: ['a'], secret: 's', onProblem });
  const cache = new HttpCache({ store, now: clock.now });
  const sent: Headers[] = [];
  const got: Got[] = [];
  const client = (keptOnly: boolean) =>
    createConferaPublicClient({
      baseUrl: 'https://confera.example',
      apiKey: 'cat_one',
      maxRetries: 0,
      cache: cachedReads({
        cache,
        onGot: (each) => got.push(each),
        insteadOfAsking: () => (keptOnly ? NOT_KEPT : null),
      }),
      fetch: async (_, init) => {
        sent.push(new Headers(init?.headers));
        return answers();
      },
    });
  return { client: client(false), keptOnly: client(true), clock, sent, got };
}

const json = (body: object, headers = {}) =>
  new Response(JSON.stringify(body), { headers: { 'cache-control': 'max-age=60', ...headers } });

describe('A client with the cache', () => {
  it('reads once while the answer is fresh, and its check-ins always go out', async () => {
    const { client, clock, sent, got } = aClient(() => json({ data: { name: 'Harbour' } }));
    await client.website.getSite();
    clock.advance(30_000);
    expect((await client.website.getSite()).data.name).toBe('Harbour');
    expect(sent).toHaveLength(1);
    expect(got.map(({ freshForMs }) => freshForMs)).toEqual([60_000, 30_000]);
    await client.badges.checkin({ qr: 'BADGE-1' });
    await client.badges.checkin({ qr: 'BADGE-1' });
    await client.health();
    await client.health();
    expect(sent).toHaveLength(5);
    expect(got).toHaveLength(2);
  });

  it('keeps pages apart by their query', async () => {
    let page = 0;
    const { client } = aClient(() => json({ data: [{ title: `page ${++page}` }] }));
    const title = async (offset: number) =>
      (await client.events.list({ limit: 1, offset })).data[0]?.title;
    expect([await title(0), await title(1), await title(0)]).toEqual([
      'page 1',
      'page 2',
      'page 1',
    ]);
  });

  it('can be asked for what is kept alone', async () => {
    const { client, keptOnly, clock, sent } = aClient(() => json({ data: { name: 'Harbour' } }));
    await expect(keptOnly.website.getSite()).rejects.toThrow('504');
    expect(sent).toEqual([]);
    await client.website.getSite();
    clock.advance(24 * 60 * 60_000);
    expect((await keptOnly.website.getSite()).data.name).toBe('Harbour');
    expect(sent).toHaveLength(1);
  });
});

describe('What an answer is worth', () => {
  it.each([
    ['a document', 200, '{"data":{}}', 'good'],
    ['a sign-in page', 200, '<html>', 'trouble'],
    ['a list without an object around it', 200, '[]', 'trouble'],
    ['a document that says no', 200, '{"ok":false}', 'trouble'],
    ['a document with another status', 203, '{"data":{}}', 'trouble'],
    ['a redirect', 302, '{"data":{}}', 'trouble'],
    ['a proxy that wants a password', 407, '{}', 'trouble'],
    ['a network that wants a sign-in', 511, '{}', 'trouble'],
    ['too many requests', 429, '{"ok":false}', 'trouble'],
    ['an outage', 503, '{"ok":false}', 'trouble'],
    ['a key that is refused', 401, '{"ok":false}', 'refusal'],
    ['a scope that is missing', 403, '{"ok":false}', 'refusal'],
    ['a read that there is not', 404, '{"ok":false}', 'refusal'],
    ['a page that says the same', 403, '<html>', 'trouble'],
    ['more than the parser takes', 200, `{"data":${'['.repeat(70)}${']'.repeat(70)}}`, 'trouble'],
  ])('%s', (_, status, body, worth) => {
    expect(worthOfRead({ status, headers: {}, body: Buffer.from(body) })).toBe(worth);
  });
});
