import { expect, test } from 'vitest';
import { pagesOf } from '../../../../electron/core/confera/pages.ts';
import type { PageArguments } from '../../../../electron/core/confera/query.ts';
import type { ConferaPage } from '../../../../electron/core/confera/schemas.ts';

type Item = { id: number };

const items = (count: number, from = 0): Item[] =>
  Array.from({ length: count }, (_none, n) => ({ id: from + n }));

/** A server with so many items, which may answer in a way of its own. */
function server(count: number, answer: (page: Required<PageArguments>) => object = () => ({})) {
  const asked: string[] = [];
  const list = async ({ limit = 0, offset = 0 }: PageArguments): Promise<ConferaPage<Item>> => {
    asked.push(`${offset}+${limit}`);
    const data = items(count).slice(offset, offset + limit);
    return { data, pagination: { offset, limit }, ...answer({ limit, offset }) };
  };
  return { asked, list };
}

async function collected(pages: AsyncIterable<ConferaPage<Item>>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { data } of pages) ids.push(...data.map(({ id }) => id));
  return ids;
}

test.each([
  [0, {}, ['0+100']],
  [99, {}, ['0+100']],
  [100, {}, ['0+100', '100+100']],
  [250, {}, ['0+100', '100+100', '200+100']],
  [250, { limit: 500 }, ['0+500']],
  [250, { limit: 200, offset: 100 }, ['100+200']],
])('%i items, from %j: the pages asked for are %j', async (count, page, asked) => {
  const made = server(count);
  const from = 'offset' in page ? page.offset : 0;
  const ids = await collected(pagesOf(made.list, page));
  expect(ids).toEqual(items(count - from, from).map(({ id }) => id));
  expect(made.asked).toEqual(asked);
});

test('a server that allows fewer a page than were asked for is asked for the rest', async () => {
  const capped = server(120, ({ offset }) => ({
    data: items(120).slice(offset, offset + 50),
    pagination: { offset, limit: 50 },
  }));
  expect(await collected(pagesOf(capped.list, { limit: 500 }))).toHaveLength(120);
  expect(capped.asked).toEqual(['0+500', '50+500', '100+500']);
});

test('a server that ignores the offset is asked twice, and its items come once', async () => {
  const deaf = server(0, ({ limit }) => ({ data: items(limit) }));
  expect(await collected(pagesOf(deaf.list, { limit: 3 }))).toEqual([0, 1, 2]);
  expect(deaf.asked).toHaveLength(2);
});

test('a server whose pages never end is asked a hundred times', async () => {
  const endless = server(0, ({ limit, offset }) => ({ data: items(limit, offset) }));
  expect(await collected(pagesOf(endless.list, { limit: 2 }))).toHaveLength(200);
  expect(endless.asked).toHaveLength(100);
});

test.each([[undefined], [null], [{ limit: 0 }], [{ limit: 1e9 }], [{}]])(
  'the pages go on although the server says %j about them',
  async (pagination) => {
    const vague = server(5, () => ({ pagination }));
    expect(await collected(pagesOf(vague.list, { limit: 2 }))).toHaveLength(5);
  },
);

test('who stops reading asks for no further page', async () => {
  const made = server(1000);
  for await (const { data } of pagesOf(made.list)) if (data.length > 0) break;
  expect(made.asked).toHaveLength(1);
});
