import { gzipSync } from 'node:zlib';
import { HOSTILE_SITE, hostileEvents } from './conference/hostile-documents.ts';
import type { Exchange } from './exchange.ts';
import { encodePng } from './images/png.ts';
import { logo } from './images/sample-images.ts';

/** Answers that a kiosk must get through unharmed. Each stands in for a picture or for a document. */
export const HOSTILE_ANSWERS = [
  /** A PNG that claims to have 30,000 × 30,000 pixels. */
  'huge-png',
  'cut-png',
  'svg-script',
  /** The same SVG, served as a PNG. */
  'svg-as-png',
  'page-as-png',
  /** A true PNG, served as a page. */
  'png-as-page',
  /** A redirect to a port of this machine. */
  'loopback-redirect',
  'fifty-megabytes',
  /** It goes on until the client leaves. */
  'endless',
  /** A few kilobytes of gzip that become 50 MB. */
  'gzip-bomb',
  /** Names with control and direction characters, colours with code in them, addresses of files. */
  'hostile-texts',
  /** A full page of events, however far the client has come. */
  'endless-pages',
] as const;
export type HostileAnswer = (typeof HOSTILE_ANSWERS)[number];

const MEGABYTE = 1024 * 1024;
const PNG = { 'Content-Type': 'image/png' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="document.title='hacked'">
<script>document.title = 'hacked';</script><rect width="1" height="1" fill="red"/></svg>`;
const PAGE = '<!doctype html><title>Logo</title><script>document.title = "hacked"</script>';
/** Nothing listens there. */
const ELSEWHERE = 'http://127.0.0.1:9/logo.png';
const ENDLESS_CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Sends a hostile answer with status 200 in place of the true one. */
export function playHostile(what: HostileAnswer, exchange: Exchange): void {
  const picture = () => logo(16);
  switch (what) {
    case 'huge-png':
      exchange.send(200, encodePng(picture(), { width: 30_000, height: 30_000 }), PNG);
      break;
    case 'cut-png':
      exchange.send(200, encodePng(picture()).subarray(0, 80), PNG);
      break;
    case 'svg-script':
      exchange.send(200, SVG, { 'Content-Type': 'image/svg+xml' });
      break;
    case 'svg-as-png':
      exchange.send(200, SVG, PNG);
      break;
    case 'page-as-png':
      exchange.send(200, PAGE, PNG);
      break;
    case 'png-as-page':
      exchange.send(200, encodePng(picture()), { 'Content-Type': 'text/html' });
      break;
    case 'loopback-redirect':
      exchange.send(302, '', { Location: ELSEWHERE });
      break;
    case 'fifty-megabytes':
      exchange.begin(200, { ...typeOf(exchange), 'Content-Length': String(50 * MEGABYTE) });
      pour(exchange, 50 * MEGABYTE);
      break;
    case 'endless':
      exchange.begin(200, typeOf(exchange));
      pour(exchange, Number.POSITIVE_INFINITY);
      break;
    case 'gzip-bomb':
      exchange.send(200, gzipSync(bomb(exchange)), {
        ...typeOf(exchange),
        'Content-Encoding': 'gzip',
      });
      break;
    case 'hostile-texts':
      exchange.send(200, {
        ok: true,
        data: exchange.path.endsWith('/site') ? HOSTILE_SITE : hostileEvents(exchange.now()),
      });
      break;
    case 'endless-pages':
      exchange.send(200, endlessPage(exchange));
      break;
  }
}

function typeOf({ kind }: Exchange): Readonly<Record<string, string>> {
  return kind === 'image' ? PNG : JSON_TYPE;
}

function startOf({ kind }: Exchange): Buffer {
  return kind === 'image' ? encodePng(logo(16)).subarray(0, 64) : Buffer.from('{"data":"');
}

function bomb(exchange: Exchange): Buffer {
  return Buffer.concat([startOf(exchange), Buffer.alloc(50 * MEGABYTE, 'x'), Buffer.from('"}')]);
}

/** Writes a body of that many bytes, no faster than the client takes it. */
function pour(exchange: Exchange, length: number): void {
  const { response } = exchange;
  const start = startOf(exchange);
  response.write(start);
  let left = length - start.length;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      const chunk = ENDLESS_CHUNK.subarray(0, Math.min(left, ENDLESS_CHUNK.length));
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    if (left === 0) response.end();
  };
  more();
}

/** As many entries as were asked for, whatever the offset. */
function endlessPage({ query, now }: Exchange): object {
  const limit = Number(query.get('limit') ?? 100);
  const offset = Number(query.get('offset') ?? 0);
  const start_at = new Date(now()).toISOString();
  const data = Array.from({ length: limit }, (_, index) => {
    return { id: `event-${offset + index}`, title: 'Again', start_at };
  });
  return { data, pagination: { offset, limit } };
}
