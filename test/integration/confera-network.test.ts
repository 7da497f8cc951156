import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listening } from '../fixtures/loopback-server.ts';
import { failure, KEY, waitlessClient } from '../fixtures/waitless-client.ts';
import { startSimulator } from '../simulator/simulator.ts';

describe('in a venue’s network', () => {
  const tls = path.resolve(import.meta.dirname, '../fixtures/tls');
  const secureServer = () =>
    https.createServer(
      {
        cert: readFileSync(path.join(tls, 'server.pem')),
        key: readFileSync(path.join(tls, 'server.key')),
      },
      (_request, response) => response.end('{"ok":true}'),
    );
  const trusted = { NODE_EXTRA_CA_CERTS: path.join(tls, 'ca.pem') };

  test('a private certificate authority is trusted where the variable names it, and not otherwise', async () => {
    const url = (await listening(secureServer())).replace('http:', 'https:');
    expect(await waitlessClient(url, { env: trusted }).health()).toEqual({ ok: true });
    const refused = await failure(waitlessClient(url, { env: {}, maxRetries: 0 }).health());
    expect(refused).toMatchObject({ kind: 'network', requestSent: false });
  });

  test('https goes through the venue’s proxy, which sees no key; NO_PROXY goes around it', async () => {
    const url = (await listening(secureServer())).replace('http://127.0.0.1', 'https://localhost');
    const tunnels: string[] = [];
    const proxy = http.createServer().on('connect', (request, socket) => {
      tunnels.push(`${request.url} ${JSON.stringify(request.headers)}`);
      const upstream = net.connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const each of [socket, upstream]) each.on('error', () => {});
    });
    const env = { ...trusted, HTTPS_PROXY: await listening(proxy) };
    await waitlessClient(url, { env }).health();
    expect(tunnels).toHaveLength(1);
    expect(tunnels[0]).toContain(new URL(url).host);
    expect(tunnels[0]).not.toContain(KEY);
    await waitlessClient(url, { env: { ...env, NO_PROXY: 'localhost' } }).health();
    expect(tunnels).toHaveLength(1);
  });

  test('plain http is never handed to a proxy: the key would pass it readable', async () => {
    const sim = await startSimulator();
    onTestFinished(() => sim.close());
    const proxy = http.createServer(() => {
      throw new Error('asked');
    });
    const url = await listening(proxy);
    const env = { HTTP_PROXY: url, HTTPS_PROXY: url };
    expect(await waitlessClient(sim.url, { env }).health()).toMatchObject({ ok: true });
  });
});
