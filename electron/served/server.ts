import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BridgeHandlers } from '../../shared/bridge.ts';
import { answerBridgeCall, HandlerError } from '../../shared/bridge-ends.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { openSession } from '../kiosk/kiosk-session.ts';
import { PagePulse } from '../page-pulse.ts';
import { Admission } from './admission.ts';
import { OpenPages } from './open-pages.ts';
import { CONTENT_SECURITY_POLICY, type PageFile } from './page-files.ts';

/** The largest call is a form of settings. */
const MAX_CALL_BYTES = 64 * 1024;

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
  /** With a secret for one opening, for a program's command line. */
  singleUseUrl: () => string;
  /** Tells how many pages hear its events, now and at each change. */
  watchPages: (listener: (open: number) => void) => void;
  close: () => Promise<void>;
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
  const admission = new Admission<Session>(() => ({
    handlers: openSession(kiosk),
    pulses: new Set(),
  }));
  const pages = new OpenPages();
  const server = http.createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    answer({ kiosk, page, pages, admission, clock, port, request, response }).catch((error) => {
      // A page that went away in the middle of a call is none of our failures.
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) {
        kiosk.report(error);
      }
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
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
    singleUseUrl: () => `${origin}/?secret=${admission.singleUseSecret()}`,
    watchPages: (listener) => pages.watch(listener),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One browser's: its part of the kiosk, and the pulse of each of its pages that hears the events. */
type Session = { handlers: BridgeHandlers; pulses: Set<PagePulse> };

type Exchange = {
  kiosk: Kiosk;
  page: ReadonlyMap<string, PageFile>;
  pages: OpenPages;
  admission: Admission<Session>;
  clock: Clock;
  port: number;
  request: IncomingMessage;
  response: ServerResponse;
};

async function answer(exchange: Exchange): Promise<void> {
  const { admission, page, port, request, response } = exchange;
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (!isOwn(request, port)) return refuse(response, 403);

  const asked = request.url ?? '/';
  if (!URL.canParse(asked, 'http://kiosk')) return refuse(response, 403);
  const url = new URL(asked, 'http://kiosk');
  const offered = url.searchParams.get('secret');
  if (request.method === 'GET' && url.pathname === '/' && offered !== null) {
    return trade(exchange, offered);
  }
  const session = admission.session(cookieOf(request, cookieName(port)));
  if (!session) return refuse(response, 403);

  if (request.method === 'POST' && url.pathname.startsWith('/bridge/')) {
    return call(exchange, session, url.pathname.slice('/bridge/'.length));
  }
  if (request.method !== 'GET') return refuse(response, 405);
  if (url.pathname === '/bridge/events') return streamEvents(exchange, session);
  // A page that is loaded anew begins locked, whatever the one before it had open.
  if (url.pathname === '/') session.handlers.lockStaff({});
  const file = page.get(url.pathname === '/' ? '/index.html' : url.pathname);
  if (!file) return refuse(response, 404);
  response.writeHead(200, { 'content-type': file.type }).end(file.body);
}

/** Asked for under this server's own name, and not by another site's page. */
function isOwn({ headers }: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (!host || !hosts.includes(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

function trade({ admission, port, response }: Exchange, offered: string) {
  const token = admission.admit(offered);
  if (token === null) return refuse(response, 403);
  response
    .writeHead(303, {
      location: '/',
      'set-cookie': `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    })
    .end();
}

async function call({ kiosk, request, response }: Exchange, session: Session, method: string) {
  for (const pulse of session.pulses) pulse.heard();
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

/** Server-sent events: the state now, then each change. A page that hangs is hung up on: it takes them up again. */
function streamEvents({ kiosk, pages, clock, request, response }: Exchange, { pulses }: Session) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event: string, data: unknown) => {
    response.write(`data: ${JSON.stringify({ event, data })}\n\n`);
  };
  const onState = (state: unknown) => send('state', state);
  const onSettled = (settled: unknown) => send('settled', settled);
  kiosk.events.on('state', onState);
  kiosk.events.on('settled', onSettled);
  const pulse = new PagePulse({
    clock,
    ask: () => send('pulse', {}),
    onStopped: () => response.destroy(),
  });
  pulses.add(pulse);
  pages.opened();
  request.on('close', () => {
    pages.closed();
    pulse.end();
    pulses.delete(pulse);
    kiosk.events.off('state', onState);
    kiosk.events.off('settled', onSettled);
  });
  onState(kiosk.state());
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

/** Browsers share cookies over the ports of a host: another kiosk on this machine needs another name. */
function cookieName(port: number): string {
  return `kiosk-${port}`;
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  for (const pair of headers.cookie?.split('; ') ?? []) {
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return undefined;
}

function refuse(response: ServerResponse, status: number) {
  const text = status === 403 ? 'Open the address that the kiosk printed when it started.\n' : '';
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
