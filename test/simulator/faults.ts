import { refuses } from './answers.ts';
import type { Exchange } from './exchange.ts';
import type { Fault } from './fault-rules.ts';
import { playHostile } from './hostile-answers.ts';
import { SIGN_IN_PAGE, SIGN_IN_PATH } from './sign-in-page.ts';

const DRIBBLES = 10;
/** Just over 1 MiB of JSON, once it is written out. */
const HUGE = { ok: true, padding: 'x'.repeat(1024 * 1024) };
/** 800 kB of lists in lists: valid JSON, and slow to parse. */
const DEEP = `{"ok":true,"attendee":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Plays a fault on one request: what the client meets in place of the plain answer. */
export function play(fault: Fault, exchange: Exchange): void {
  const actIf = (acts: boolean | undefined): void => {
    if (acts) exchange.act();
  };
  switch (fault.kind) {
    case 'latency': {
      // Acts at once and answers late, as a busy server may: giving up on it leaves a check-in behind.
      const answer = exchange.act();
      exchange.later(fault.ms, () => exchange.give(answer));
      break;
    }
    case 'no-answer':
      break;
    case 'reset-before':
      exchange.reset();
      break;
    case 'reset-after':
      exchange.act();
      exchange.reset();
      break;
    case 'unauthorized':
      exchange.give(refuses(401, 'UNAUTHORIZED', 'The API key is not accepted.'));
      break;
    case 'forbidden':
      exchange.give(refuses(403, 'FORBIDDEN', 'The conference is not active.'));
      break;
    case 'rate-limited': {
      const { body } = refuses(429, 'RATE_LIMITED', 'Too many requests.');
      exchange.send(429, body, retryAfter(fault, exchange.now()));
      break;
    }
    case 'act-then-status':
      exchange.act();
      exchange.send(...replyOf(fault));
      break;
    case 'status':
      exchange.send(...replyOf(fault));
      break;
    case 'html-page':
      exchange.send(200, SIGN_IN_PAGE);
      break;
    case 'redirect':
      exchange.send(fault.status ?? 302, '', { Location: fault.to ?? SIGN_IN_PATH });
      break;
    case 'broken-json':
      actIf(fault.acts);
      exchange.send(200, '{"ok":true,"attendee":', JSON_TYPE);
      break;
    case 'not-an-object':
      actIf(fault.acts);
      exchange.send(200, []);
      break;
    case 'ok-false':
      actIf(fault.acts);
      exchange.send(200, { ok: false });
      break;
    case 'huge-body':
      actIf(fault.acts);
      exchange.send(200, HUGE);
      break;
    case 'deep-body':
      actIf(fault.acts);
      exchange.send(200, DEEP, JSON_TYPE);
      break;
    case 'empty-body':
      actIf(fault.acts);
      exchange.send(200, '', JSON_TYPE);
      break;
    case 'hostile':
      playHostile(fault.what, exchange);
      break;
    case 'slow-body':
      dribble(exchange, fault.ms);
      break;
    case 'cut-body':
      cut(exchange);
      break;
  }
}

function replyOf(
  fault: Extract<Fault, { kind: 'status' | 'act-then-status' }>,
): [number, unknown, Readonly<Record<string, string>>] {
  const { body } = refuses(fault.status, `HTTP_${fault.status}`, 'A fault of the simulator.');
  return [fault.status, fault.body ?? body, fault.headers ?? {}];
}

function retryAfter(
  { retryAfter, asDate }: Extract<Fault, { kind: 'rate-limited' }>,
  now: number,
): Readonly<Record<string, string>> {
  if (retryAfter === undefined) return {};
  const date = new Date(now + retryAfter * 1000).toUTCString();
  return { 'Retry-After': asDate ? date : String(retryAfter) };
}

/** Sends the headers at once and the body in small pieces, the last one after `ms`. */
function dribble(exchange: Exchange, ms: number): void {
  const { status, body, headers } = exchange.act();
  const bytes = exchange.bytesOf(body);
  exchange.begin(status, { ...JSON_TYPE, 'Content-Length': String(bytes.length), ...headers });
  exchange.response.flushHeaders();
  const size = Math.ceil(bytes.length / DRIBBLES);
  const sendFrom = (start: number): void => {
    exchange.later(ms / DRIBBLES, () => {
      const end = start + size;
      exchange.response.write(bytes.subarray(start, end));
      if (end < bytes.length) sendFrom(end);
      else exchange.response.end();
    });
  };
  sendFrom(0);
}

/** Promises the whole body, sends half of it and closes the connection. */
function cut(exchange: Exchange): void {
  const { status, body, headers } = exchange.act();
  const bytes = exchange.bytesOf(body);
  exchange.begin(status, { ...JSON_TYPE, 'Content-Length': String(bytes.length), ...headers });
  const { response } = exchange;
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroySoon());
}
