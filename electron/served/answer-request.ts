import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { carriesFile } from '../../shared/bridge/bridge.ts';
import { HandlerError } from '../../shared/bridge/bridge-ends.ts';
import { pictureNameOf } from '../../shared/bridge/picture-path.ts';
import { CONTENT_SECURITY_POLICY, type Page, type PageFile } from '../page/page-files.ts';
import type { Admission } from './admission.ts';
import type { BrowserSession } from './browser-session.ts';
import { cookieValues, openingCookie, pageCookie } from './cookies.ts';

/** The largest call is the settings form, but for those that carry a file of up to 1 MiB as Base64. */
const MAX_CALL_BYTES = 64 * 1024;
const MAX_FILE_CALL_BYTES = 1536 * 1024;

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'permissions-policy': 'camera=(self), hid=(self), serial=(self), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Where a window of ours begins. It is refused, and tries again every second, until it has been given its cookie. */
export const OPENING = '/opening';

/** What the server knows when a request comes. */
export type ServerContext = {
  page: Page;
  /** The picture of this name, if the kiosk shows it. */
  picture: (name: string) => PageFile | null;
  admission: Admission<BrowserSession>;
  /**
   * The path under which a browser finds the page, and sends its cookie. Browsers send a cookie to every port of a
   * host, but only to its own path. So another server on this machine, which doesn't know the path, neither receives
   * the cookie nor can replace it with one of its own.
   */
  home: string;
  port: number;
  /** Called with each connection whose request was admitted. */
  onAdmitted: (of: Socket) => void;
};

type HttpRequest = ServerContext & { request: IncomingMessage; response: ServerResponse };

/** Answers one request. Without the secret or the cookie, from a foreign page or by a foreign name, it refuses it. */
export async function answerRequest(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const http = { ...context, request, response };
  const { admission, port, onAdmitted } = context;
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (!isOwn(request, port)) return refuse(response, 403);

  const asked = request.url ?? '/';
  if (!URL.canParse(asked, 'http://kiosk')) return refuse(response, 403);
  const url = new URL(asked, 'http://kiosk');
  if (request.method === 'GET') {
    const offered = url.searchParams.get('secret');
    if (url.pathname === '/' && offered !== null) return admit(http, admission.admit(offered));
    if (url.pathname === OPENING) return admitWindow(http);
  }
  const tokens = cookieValues(request, pageCookie(port));
  const session = first(tokens, (token) => admission.session(token));
  if (!session) return refuse(response, 403);
  onAdmitted(request.socket);
  await answerAdmitted(http, session, url.pathname);
}

async function answerAdmitted(http: HttpRequest, session: BrowserSession, pathname: string) {
  const { page, picture, home, request, response } = http;
  const path = pathname.startsWith(`${home}/`) ? pathname.slice(home.length) : pathname;
  if (request.method === 'POST' && path.startsWith('/bridge/')) {
    return call(http, session, path.slice('/bridge/'.length));
  }
  if (request.method !== 'GET') return refuse(response, 405);
  if (path === '/bridge/events') return session.streamEvents(request, response);
  // A reloaded page starts locked, even if the staff area was open before.
  if (path === '/') session.bridge.lock();
  const name = pictureNameOf(path.slice(1));
  const file = name === null ? await page.file(path === '/' ? '/index.html' : path) : picture(name);
  if (!file) return refuse(response, 404);
  response.writeHead(200, { 'content-type': file.type }).end(file.body);
}

/** Whether a request uses this server's own name, and doesn't come from a page of another site or another port. */
function isOwn({ headers }: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (!host || !hosts.includes(host)) return false;
  const site = headers['sec-fetch-site'];
  // `none` means that a person opened the address.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}`;
}

function admitWindow(http: HttpRequest) {
  const { admission, port, request, response } = http;
  const offered = cookieValues(request, openingCookie(port));
  const token = first(offered, (secret) => admission.admitOnce(secret));
  if (token === null) response.setHeader('refresh', '1');
  // The window has no more use for this cookie.
  else response.appendHeader('set-cookie', `${openingCookie(port)}=; Path=${OPENING}; Max-Age=0`);
  admit(http, token);
}

/** Gives a browser its cookie, and sends it to the page. */
function admit({ home, port, response }: HttpRequest, token: string | null) {
  if (token === null) return refuse(response, 403);
  const cookie = `${pageCookie(port)}=${token}; HttpOnly; SameSite=Strict; Path=${home}/`;
  response
    .appendHeader('set-cookie', cookie)
    .writeHead(303, { location: `${home}/` })
    .end();
}

/** Answers one call of the bridge. The session logs a defect; the screen has its own words for no answer. */
async function call({ request, response }: HttpRequest, session: BrowserSession, method: string) {
  session.heard();
  const text = await readBody(request, carriesFile(method) ? MAX_FILE_CALL_BYTES : MAX_CALL_BYTES);
  if (text === null) return refuse(response, 413);
  let output: unknown;
  try {
    output = await session.bridge.answer(method, JSON.parse(text));
  } catch (error) {
    return refuse(response, error instanceof HandlerError ? 500 : 400);
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(output));
}

async function readBody(request: IncomingMessage, most: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Read to the end even if it is too large, so that the browser hears the refusal.
    if (size <= most) chunks.push(chunk);
  }
  if (size > most) return null;
  return Buffer.concat(chunks).toString('utf8');
}

/** The first result that is neither null nor undefined. */
function first<In, Out>(from: In[], of: (each: In) => Out | null | undefined): Out | null {
  for (const each of from) {
    const result = of(each);
    if (result !== null && result !== undefined) return result;
  }
  return null;
}

/** Refuses a request with a status. */
export function refuse(response: ServerResponse, status: number): void {
  const text = status === 403 ? 'Open the address that the kiosk printed when it started.\n' : '';
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
