import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerBridgeCall, HandlerError } from '../../shared/bridge/bridge-ends.ts';
import { type Clock, systemClock } from '../core/system/clock.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { CONTENT_SECURITY_POLICY, type PageFile } from '../page/page-files.ts';
import { Admission, randomText } from './admission.ts';
import { BrowserSession, type WindowWatch } from './browser-session.ts';
import { limitConnections } from './connection-limit.ts';

/** The largest call is a form of settings. */
const MAX_CALL_BYTES = 64 * 1024;

/**
 * Times in milliseconds. On loopback a request is there at once; whoever takes longer holds a place. A page is asked
 * every 5 s whether it lives, so a connection of its own stays open from one answer to the next.
 */
const TIMES = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 20_000,
};

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'permissions-policy': 'camera=(self), hid=(self), serial=(self), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export type ServedKiosk = {
  /** With the secret, for the person who started it. */
  url: string;
  /**
   * Lets one window in.
   *
   * @param watch told of its pages; other browsers' don't count
   */
  admitWindow: (watch?: WindowWatch) => WindowAdmission;
  close: () => Promise<void>;
};

/** What a window needs to be let in, once. */
export type WindowAdmission = {
  /** What it opens: no secret is in it, and nobody gets in by it without the cookie. */
  url: string;
  /** The secret, as Chromium's `Storage.setCookies` takes it. */
  cookie: {
    name: string;
    value: string;
    url: string;
    path: string;
    httpOnly: true;
    sameSite: 'Strict';
  };
  /** Lets it in no longer, and hangs up on its pages. */
  end: () => void;
};

/**
 * Serves the kiosk on loopback to a browser of this machine. Without the secret or the cookie, from a foreign page
 * or under a foreign name, every request is refused with 403.
 *
 * @throws what the system says where the port can't be had
 */
export async function serveKiosk(options: {
  kiosk: Kiosk;
  page: ReadonlyMap<string, PageFile>;
  /** 0 takes any that is free. */
  port: number;
  clock?: Clock;
}): Promise<ServedKiosk> {
  const { kiosk, page, clock = systemClock } = options;
  const admission = new Admission<BrowserSession>({
    open: () => new BrowserSession(kiosk, clock),
    close: (session) => session.end(),
  });
  const home = `/${randomText()}`;
  const server = http.createServer(TIMES, (request, response) => {
    const { port } = server.address() as AddressInfo;
    answer({ kiosk, page, admission, home, port, onAdmitted, request, response }).catch((error) => {
      // A page that went away in the middle of a call is none of our failures.
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) {
        kiosk.report(error);
      }
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  const onAdmitted = limitConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  // A connection that can't be taken, as where there are no more file descriptors: the next one will be.
  server.on('error', () => {});
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `${origin}/?secret=${admission.secret}`,
    admitWindow: (watch) => {
      const secret = admission.singleUseSecret((session) => watch && session.watch(watch));
      const url = `${origin}${OPENING}`;
      const where = { url, path: OPENING, httpOnly: true, sameSite: 'Strict' } as const;
      return {
        url,
        cookie: { name: openingCookie(port), value: secret, ...where },
        end: () => admission.withdraw(secret),
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where a window of ours begins: it is refused, and tries again each second, until it has been given its cookie. */
const OPENING = '/opening';

type Exchange = {
  kiosk: Kiosk;
  page: ReadonlyMap<string, PageFile>;
  admission: Admission<BrowserSession>;
  /**
   * Under this path a browser finds the page, and sends the cookie. Browsers send a cookie to every port of a host, but
   * to no other path: so another server on this machine, which doesn't know it, neither gets the cookie nor can put
   * one of its own in its place.
   */
  home: string;
  port: number;
  onAdmitted: (of: IncomingMessage['socket']) => void;
  request: IncomingMessage;
  response: ServerResponse;
};

async function answer(exchange: Exchange): Promise<void> {
  const { admission, page, home, port, onAdmitted, request, response } = exchange;
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (!isOwn(request, port)) return refuse(response, 403);

  const asked = request.url ?? '/';
  if (!URL.canParse(asked, 'http://kiosk')) return refuse(response, 403);
  const url = new URL(asked, 'http://kiosk');
  if (request.method === 'GET') {
    const offered = url.searchParams.get('secret');
    if (url.pathname === '/' && offered !== null) {
      return admit(exchange, admission.admit(offered));
    }
    if (url.pathname === OPENING) return admitWindow(exchange);
  }
  const session = first(cookies(request, pageCookie(port)), (token) => admission.session(token));
  if (!session) return refuse(response, 403);
  onAdmitted(request.socket);

  const path = url.pathname.startsWith(`${home}/`) ? url.pathname.slice(home.length) : url.pathname;
  if (request.method === 'POST' && path.startsWith('/bridge/')) {
    return call(exchange, session, path.slice('/bridge/'.length));
  }
  if (request.method !== 'GET') return refuse(response, 405);
  if (path === '/bridge/events') return session.streamEvents(request, response);
  // A page that is loaded anew begins locked, whatever the one before it had open.
  if (path === '/') session.handlers.lockStaff({});
  const file = page.get(path === '/' ? '/index.html' : path);
  if (!file) return refuse(response, 404);
  response.writeHead(200, { 'content-type': file.type }).end(file.body);
}

/** Asked for under this server's own name, and not by the page of another site or another port of this machine. */
function isOwn({ headers }: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (!host || !hosts.includes(host)) return false;
  const site = headers['sec-fetch-site'];
  // `none` is a person who opens an address.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}`;
}

function admitWindow(exchange: Exchange) {
  const { admission, port, request, response } = exchange;
  const offered = cookies(request, openingCookie(port));
  const token = first(offered, (secret) => admission.admitOnce(secret));
  if (token === null) response.setHeader('refresh', '1');
  // It is of no use to the window any more.
  else response.appendHeader('set-cookie', `${openingCookie(port)}=; Path=${OPENING}; Max-Age=0`);
  admit(exchange, token);
}

/** Gives a browser its cookie, and sends it to the page. */
function admit({ home, port, response }: Exchange, token: string | null) {
  if (token === null) return refuse(response, 403);
  const cookie = `${pageCookie(port)}=${token}; HttpOnly; SameSite=Strict; Path=${home}/`;
  response
    .appendHeader('set-cookie', cookie)
    .writeHead(303, { location: `${home}/` })
    .end();
}

async function call(
  { kiosk, request, response }: Exchange,
  session: BrowserSession,
  method: string,
): Promise<void> {
  session.heard();
  const text = await readBody(request);
  if (text === null) return refuse(response, 413);
  let output: unknown;
  try {
    output = await answerBridgeCall(session.handlers, method, JSON.parse(text));
  } catch (error) {
    // The screen has words for "no answer".
    if (!(error instanceof HandlerError)) return refuse(response, 400);
    kiosk.report(error);
    return refuse(response, 500);
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(output));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Read to its end, so that the refusal is heard.
    if (size <= MAX_CALL_BYTES) chunks.push(chunk);
  }
  if (size > MAX_CALL_BYTES) return null;
  return Buffer.concat(chunks).toString('utf8');
}

/** Browsers share cookies over the ports of a host: another kiosk on this machine needs other names. */
const pageCookie = (port: number) => `kiosk-${port}`;
const openingCookie = (port: number) => `kiosk-opening-${port}`;

/** The values of all cookies of a name: another server of this machine may have set one of the same. */
function cookies({ headers }: IncomingMessage, name: string): string[] {
  const pairs = headers.cookie?.split('; ') ?? [];
  return pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** The first answer that is one. */
function first<In, Out>(from: In[], of: (each: In) => Out | null | undefined): Out | null {
  for (const each of from) {
    const answer = of(each);
    if (answer !== null && answer !== undefined) return answer;
  }
  return null;
}

function refuse(response: ServerResponse, status: number) {
  const text = status === 403 ? 'Open the address that the kiosk printed when it started.\n' : '';
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
