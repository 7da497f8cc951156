import type { PageArguments } from './query.ts';
import type { ConferaPage } from './schemas.ts';

/** The API's own default. A page of 100 leaves each event 10 KiB of the mebibyte that an answer may have. */
const PAGE_SIZE = 100;

/** No conference has as many: 10,000 events in pages of the default size. */
const MOST_PAGES = 100;

/**
 * Asks for one page after the other, until one is not full.
 *
 * It ends as well if a page begins like the one before, which is how a server that ignores the offset answers, and after
 * 100 pages at the latest.
 */
export async function* pagesOf<Item>(
  list: (page: PageArguments) => Promise<ConferaPage<Item>>,
  { limit = PAGE_SIZE, offset = 0 }: PageArguments = {},
): AsyncGenerator<ConferaPage<Item>, void, undefined> {
  let next = offset;
  let earlierStart: string | undefined;
  for (let count = 0; count < MOST_PAGES; count++) {
    const page = await list({ limit, offset: next });
    const { length } = page.data;
    const start = JSON.stringify(page.data[0]);
    if (length === 0 || start === earlierStart) return;
    yield page;
    if (length < fullSize(page, limit)) return;
    earlierStart = start;
    next += length;
  }
}

/** How many a full page has. A server that allows fewer than were asked for says so. */
function fullSize(page: ConferaPage<unknown>, limit: number): number {
  const said = page.pagination?.limit;
  return Number.isSafeInteger(said) && Number(said) >= 1 ? Math.min(Number(said), limit) : limit;
}
