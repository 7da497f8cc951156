import type { BrowserContext, Page, Route } from 'playwright-core';
import { fromPage, toPage } from './addresses.ts';
import { protocolHandler } from './protocol.ts';
import type { WebContents } from './web-contents.ts';

/** The app's own pages, each with its contents. */
const own = new Map<Page, WebContents>();
let opening = 0;
let routed: Promise<void> | null = null;

/**
 * Opens a page for a window, and answers its requests as Electron does. The app is asked about navigations first, the
 * app's handler serves its own scheme, and everything else goes to the network. A page that was opened by another page
 * gets nothing and is closed.
 */
export async function openPage(context: BrowserContext, contents: WebContents): Promise<Page> {
  routed ??= routeRequests(context);
  await routed;
  const [unused] = context.pages().filter((page) => !own.has(page));
  opening += 1;
  const page = unused ?? (await context.newPage());
  own.set(page, contents);
  opening -= 1;
  page.on('close', () => own.delete(page));
  return page;
}

async function routeRequests(context: BrowserContext) {
  context.on('page', (page) => {
    if (opening === 0) void page.close();
  });
  await context.route('**/*', async (route) => {
    const page = pageOf(route);
    const contents = page && own.get(page);
    try {
      if (page && contents) await answer(route, page, contents);
      else await route.abort('blockedbyclient');
    } catch (error) {
      // A page that is being closed needs no answer.
      if (page?.isClosed()) return;
      process.stderr.write(`stand-in: ${route.request().url()}: ${error}\n`);
      await route.abort('failed').catch(() => {});
    }
  });
}

async function answer(route: Route, page: Page, contents: WebContents): Promise<void> {
  const request = route.request();
  const navigates = request.isNavigationRequest() && request.frame() === page.mainFrame();
  if (navigates && !(await contents.mayNavigate(request.url()))) return route.abort('aborted');

  const url = fromPage(request.url());
  const handler = protocolHandler(url);
  if (!handler) return route.continue();
  const body = request.postDataBuffer();
  const response = await handler(
    new Request(url, {
      method: request.method(),
      headers: await request.allHeaders().then(withoutPseudoHeaders),
      ...(body && { body: new Uint8Array(body) }),
    }),
  );
  const headers = Object.fromEntries(response.headers);
  if (response.status >= 300 && response.status < 400 && headers.location) {
    const target = toPage(new URL(headers.location, url).href);
    if (navigates && !contents.mayRedirect(target)) return route.abort('aborted');
    headers.location = target;
  }
  await route.fulfill({
    status: response.status,
    headers,
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** The page that a request comes from; null if it is still being opened. */
function pageOf(route: Route): Page | null {
  try {
    return route.request().frame().page();
  } catch {
    return null;
  }
}

function withoutPseudoHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}
