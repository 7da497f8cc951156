import http from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { startSimulator } from '../simulator/simulator.ts';

/**
 * A cache in front of Confera began to compress its answers unasked: everybody at the entrance was recorded, and was
 * told for the rest of the day that the kiosk was offline and would confirm it later.
 */

const COMPRESSORS = { gzip: zlib.gzipSync, br: zlib.brotliCompressSync };

/** Hands every request on, and compresses every answer whatever the request accepts. */
async function cacheBefore(origin: string, coding: keyof typeof COMPRESSORS) {
  const cache = http.createServer(async (request, response) => {
    const body = await request.toArray();
    const { host, connection, ...headers } = request.headers;
    const answer = await fetch(origin + request.url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: Buffer.concat(body) }),
    });
    const bytes = COMPRESSORS[coding](Buffer.from(await answer.arrayBuffer()));
    const type = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': type, 'content-encoding': coding });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => cache.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    cache.closeAllConnections();
    cache.close();
  });
  return `http://127.0.0.1:${(cache.address() as AddressInfo).port}`;
}

test.each(['gzip', 'br'] as const)('with %s people are told what Confera said', async (coding) => {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const kiosk = runCore(coreSettings(await cacheBefore(sim.url, coding), { timeoutMs: 4000 }));

  const welcomed = await kiosk.scan('BADGE-2');
  expect(welcomed).toMatchObject({ outcome: 'checked-in', name: 'José Ángel Núñez' });
  expect(await kiosk.scan('BADGE-REVOKED')).toMatchObject({ outcome: 'rejected' });
  const elsewhere = runCore(coreSettings(sim.url));
  await elsewhere.scan('BADGE-1');
  expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in' });
  expect(kiosk.core.status()).toMatchObject({ connection: 'online', queued: 0 });
});
