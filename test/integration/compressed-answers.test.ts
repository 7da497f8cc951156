import http from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ConferaApiError, isConferaApiError } from '../../electron/core/confera/api-error.ts';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';

/** Answers that come compressed, over real HTTP, by the client's own connections and by a `fetch` of the caller's. */

const MIB = 1024 * 1024;
const ENCODERS: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: zlib.gzipSync,
  'x-gzip': zlib.gzipSync,
  deflate: zlib.deflateSync,
  // Quick rather than small: the bomb is large.
  br: (bytes) =>
    zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: zlib.zstdCompressSync,
};
const encode = (coding: string, bytes: Buffer) => ENCODERS[coding]?.(bytes) ?? bytes;

type Reply = { body: Buffer; encoding: string | string[] };

/** A client of a server that always gives this reply. */
async function clientOf({ body, encoding }: Reply, way: 'own' | 'fetch') {
  const asked: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.headers);
    response.setHeader('content-encoding', encoding);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = createConferaPublicClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: 'cat_demo_all',
    maxRetries: 0,
    ...(way === 'fetch' && { fetch: globalThis.fetch }),
  });
  return { client, asked };
}

async function failure(work: Promise<unknown>): Promise<ConferaApiError> {
  const error = await work.then(
    (body) => new Error(`taken: ${JSON.stringify(body)}`),
    (thrown: unknown) => thrown,
  );
  if (!isConferaApiError(error)) throw error;
  return error;
}

const taken = { ok: true, attendee: { name: 'Zoë' } };
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

describe.each(['own', 'fetch'] as const)('by the way "%s"', (way) => {
  test('the request says what it accepts', async () => {
    const { client, asked } = await clientOf({ body: bytesOf(taken), encoding: 'identity' }, way);
    await client.health();
    expect(asked[0]?.['accept-encoding']).toBe('gzip, deflate, br, zstd');
  });

  test.each(Object.keys(ENCODERS))('%s is read like any other', async (encoding) => {
    const { client } = await clientOf({ body: encode(encoding, bytesOf(taken)), encoding }, way);
    expect(await client.health()).toEqual(taken);
  });

  test.each([
    ['upper case', 'GZIP', encode('gzip', bytesOf(taken))],
    ['deflate without its header', 'deflate', zlib.deflateRawSync(bytesOf(taken))],
    ['two, one on the other', 'gzip, br', encode('br', encode('gzip', bytesOf(taken)))],
  ])('%s is read, too', async (_what, encoding, body) => {
    const { client } = await clientOf({ body, encoding }, way);
    expect(await client.health()).toEqual(taken);
  });

  test.each([
    ['a coding nobody knows', 'rot13', bytesOf(taken)],
    ['text that only claims to be compressed', 'gzip', bytesOf(taken)],
    ['a stream cut off', 'gzip', encode('gzip', bytesOf(taken)).subarray(0, -12)],
    ['a stream with a wrong byte', 'br', Buffer.from('not brotli at all')],
    ['four codings', 'gzip, gzip, gzip, gzip', encode('gzip', bytesOf(taken))],
  ])('%s is no answer of Confera’s', async (_what, encoding, body) => {
    const { client } = await clientOf({ body, encoding }, way);
    expect(await failure(client.health())).toMatchObject({ kind: 'decoding', status: 200 });
  });

  test.each(['gzip', 'deflate', 'br', 'zstd'])('1 MiB is counted after %s', async (encoding) => {
    const just = bytesOf({ ok: true, padding: '' });
    const filled = (size: number) => bytesOf({ ok: true, padding: 'x'.repeat(size - just.length) });
    const within = await clientOf({ body: encode(encoding, filled(MIB)), encoding }, way);
    expect(await within.client.health()).toMatchObject({ ok: true });
    const over = await clientOf({ body: encode(encoding, filled(MIB + 1)), encoding }, way);
    expect(await failure(over.client.health())).toMatchObject({ kind: 'decoding', status: 200 });
  });

  test.each(['gzip', 'br', 'zstd'])(
    'a bomb in %s ends at once, in little memory',
    async (encoding) => {
      const body = encode(encoding, Buffer.alloc(256 * MIB, ' '));
      expect(body.length).toBeLessThan(MIB);
      const { client } = await clientOf({ body, encoding }, way);
      await client.health().catch(() => {});
      const before = process.memoryUsage().rss;
      const from = performance.now();
      expect(await failure(client.health())).toMatchObject({ kind: 'decoding', status: 200 });
      expect(performance.now() - from).toBeLessThan(1000);
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * MIB);
    },
  );
});

test('a zstd frame that asks for a huge window is refused before its memory is taken', async () => {
  // The limit of the window shows only with a frame that needs one: 64 MiB of window for a short text.
  const params = { [zlib.constants.ZSTD_c_windowLog]: 26 };
  const stream = zlib.createZstdCompress({ params });
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.write(bytesOf(taken));
  stream.flush();
  await new Promise((resolve) => stream.end(resolve));
  const { client } = await clientOf({ body: Buffer.concat(chunks), encoding: 'zstd' }, 'own');
  expect(await failure(client.health())).toMatchObject({ kind: 'decoding' });
});
