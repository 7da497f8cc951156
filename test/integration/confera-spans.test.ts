import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { createConferaPublicClient } from 'confera-kiosk/confera';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

const KEY = 'cat_demo_all';
const SECRETS = [KEY, 'BADGE-1', 'harbour.example', 'hunter2', 'Entrance A'];

type Recorded = {
  name: string;
  kind: SpanKind | undefined;
  attributes: Attributes;
  status: unknown;
  ended: boolean;
};

let spans: Recorded[] = [];

beforeEach(() => {
  spans = [];
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      startSpan: (name, options) => recording(name, options?.kind, options?.attributes),
      startActiveSpan: () => {
        throw new Error('not used');
      },
    }),
  });
});

afterEach(() => trace.disable());

/** A span that writes down what it is told. */
function recording(name: string, kind: SpanKind | undefined, attributes: Attributes = {}): Span {
  const recorded: Recorded = {
    name,
    kind,
    attributes: { ...attributes },
    status: null,
    ended: false,
  };
  spans.push(recorded);
  const span = {
    setAttribute: (key: string, value: string) => {
      recorded.attributes[key] = value;
      return span;
    },
    setStatus: (status: unknown) => {
      recorded.status = status;
      return span;
    },
    end: () => {
      recorded.ended = true;
    },
  };
  return span as unknown as Span;
}

async function simulator(rules: FaultRule[] = [], { maxRetries = 2, timeoutMs = 20_000 } = {}) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  const timing = { now: Date.now, random: () => 0, wait: async () => {} };
  // What stands before the host is no part of a span either.
  const baseUrl = sim.url.replace('//', '//kiosk:hunter2@');
  const client = createConferaPublicClient({ baseUrl, apiKey: KEY, timing, maxRetries, timeoutMs });
  return { client, url: sim.url, port: Number(new URL(sim.url).port) };
}

test('a request is one span, with the names of the conventions and no secret', async () => {
  const { client, url, port } = await simulator();
  await client.badges.checkin({ qr: 'BADGE-1', location: 'Entrance A' });
  await client.events.list({ limit: 5 });
  await client.registrations.list({ email: 'a@harbour.example' }).catch(() => {});
  expect(spans).toHaveLength(3);
  expect(spans[0]).toEqual({
    name: 'POST /api/public/v1/badges/checkin',
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'server.address': '127.0.0.1',
      'server.port': port,
      'url.full': `${url}/api/public/v1/badges/checkin`,
      'url.template': '/api/public/v1/badges/checkin',
    },
    status: null,
    ended: true,
  });
  expect(spans[1]).toMatchObject({
    name: 'GET /api/public/v1/events/events',
    attributes: { 'url.full': `${url}/api/public/v1/events/events` },
  });
  const told = JSON.stringify(spans);
  for (const secret of SECRETS) expect(told).not.toContain(secret);
});

test('every attempt is a span of its own, which says which one it is', async () => {
  const { client } = await simulator([{ fault: { kind: 'status', status: 503 } }]);
  await client.badges.checkin({ qr: 'BADGE-1' }).catch(() => {});
  const told = spans.map(({ attributes, status, ended }) => [
    attributes['http.request.resend_count'],
    attributes['http.response.status_code'],
    attributes['error.type'],
    status,
    ended,
  ]);
  const failed = { code: SpanStatusCode.ERROR };
  expect(told).toEqual([
    [undefined, 503, '503', failed, true],
    [1, 503, '503', failed, true],
    [2, 503, '503', failed, true],
  ]);
});

test.each([
  [{ kind: 'no-answer' }, 50, 'TimeoutError'],
  [{ kind: 'reset-before' }, 20_000, 'ECONNRESET'],
] as const)('without an answer (%j) the span tells why', async (fault, timeoutMs, type) => {
  const { client } = await simulator([{ fault }], { maxRetries: 0, timeoutMs });
  await client.badges.checkin({ qr: 'BADGE-1' }).catch(() => {});
  expect(spans[0]?.attributes).toMatchObject({ 'error.type': type });
  expect(spans[0]?.attributes).not.toHaveProperty('http.response.status_code');
  expect(spans[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR }, ended: true });
});

test('the span of a request that never left tells why', async () => {
  const confera = createConferaPublicClient({
    baseUrl: 'http://127.0.0.1:9',
    apiKey: KEY,
    maxRetries: 0,
  });
  await confera.health().catch(() => {});
  expect(spans[0]?.attributes).toMatchObject({ 'error.type': 'ECONNREFUSED', 'server.port': 9 });
});

test('what a cache answers is no request, and so no span', async () => {
  const confera = createConferaPublicClient({
    baseUrl: 'http://127.0.0.1:9',
    apiKey: KEY,
    cache: () => async () => ({ status: 200, headers: {}, body: '{"data":[]}' }),
  });
  expect(await confera.events.listVenues()).toEqual({ data: [] });
  expect(spans).toEqual([]);
});
