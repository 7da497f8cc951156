import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listening } from '../fixtures/loopback-server.ts';
import { failure, KEY, waitlessClient } from '../fixtures/waitless-client.ts';
import { startSimulator } from '../simulator/simulator.ts';

describe('in a venue’s network', () => {
  const tls = path.resolve(import.meta.dirname, '../fixtures/tls');
  const identity = {
    cert: readFileSync(path.join(tls, 'server.pem')),
    key: readFileSync(path.join(tls, 'server.key')),
  };
  const secureServer = () =>
    https.createServer(identity, (_request, response) => response.end('{"ok":true}'));
  const trusted = { NODE_EXTRA_CA_CERTS: path.join(tls, 'ca.pem') };

  test('a private certificate authority is trusted where the variable names it, and not otherwise', async () => {
    const url = (await listening(secureServer())).replace('http:', 'https:');
    expect(await waitlessClient(url, { env: trusted }).health()).toEqual({ ok: true });
    const refused = await failure(waitlessClient(url, { env: {}, maxRetries: 0 }).health());
    expect(refused).toMatchObject({ kind: 'network', requestSent: false });
  });

  test('https goes through the venue’s proxy, which sees no key; NO_PROXY goes around it', async () => {
    const url = (await listening(secureServer())).replace('http://127.0.0.1', 'https://localhost');
    const { proxy, tunnels } = proxyTo(url);
    const env = { ...trusted, HTTPS_PROXY: await listening(proxy) };
    await waitlessClient(url, { env }).health();
    expect(tunnels).toHaveLength(1);
    expect(tunnels[0]).toContain(new URL(url).host);
    expect(tunnels[0]).not.toContain(KEY);
    await waitlessClient(url, { env: { ...env, NO_PROXY: 'localhost' } }).health();
    expect(tunnels).toHaveLength(1);
  });

  test('a server that prefers HTTP/2 is spoken to by HTTP/1.1, through a proxy as well', async () => {
    const versions: string[] = [];
    const server = http2.createSecureServer(
      { ...identity, allowHTTP1: true },
      (request, response) => {
        versions.push(request.httpVersion);
        response.end('{"ok":true}');
      },
    );
    const address = await listening(server as unknown as http.Server);
    const url = address.replace('http://127.0.0.1', 'https://localhost');
    await waitlessClient(url, { env: trusted }).health();
    const { proxy } = proxyTo(url);
    const HTTPS_PROXY = await listening(proxy);
    await waitlessClient(url, { env: { ...trusted, HTTPS_PROXY } }).health();
    expect(versions).toEqual(['1.1', '1.1']);
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

/** A proxy that opens tunnels to one address, and notes what it was asked. */
function proxyTo(url: string): { proxy: http.Server; tunnels: string[] } {
  const tunnels: string[] = [];
  const proxy = http.createServer().on('connect', (request, socket) => {
    tunnels.push(`${request.url} ${JSON.stringify(request.headers)}`);
    const upstream = net.connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const each of [socket, upstream]) each.on('error', () => {});
  });
  return { proxy, tunnels };
}
