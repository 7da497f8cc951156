import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { testConnection } from '../../electron/kiosk/connection-test.ts';
import type { Trouble } from '../../shared/bridge/trouble.ts';
import { runLeapingCore } from '../fixtures/leaping-core.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What is wrong with the way to Confera, as status, connection test and log tell it: real certificates, real proxies. */

const TLS = path.resolve(import.meta.dirname, '../fixtures/tls');
const pem = (name: string) => readFileSync(path.join(TLS, name));

async function portOf(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    if (server instanceof http.Server || server instanceof https.Server) {
      server.closeAllConnections();
    }
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const secure = (certificate: string) =>
  portOf(
    https.createServer({ cert: pem(certificate), key: pem('server.key') }, (_request, response) =>
      response.end('{"ok":true}'),
    ),
  );

/** A server that gives each connection these bytes once it has said something; null: it hangs up. */
const rawServer = (answer: string | null) =>
  portOf(
    net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => (answer === null ? socket.destroy() : socket.write(answer)));
    }),
  );

const proxyAnswer = (status: number) =>
  `HTTP/1.1 ${status} No\r\nContent-Length: 2\r\nLocation: http://login.example/\r\n\r\nno`;

/** Kiosk and connection test at this address, and how both tell what is wrong. */
async function expectTrouble(baseUrl: string, is: Trouble, status: number | null = null) {
  const settings = coreSettings(baseUrl, { timeoutMs: 3000 });
  expect(await testConnection({ ...settings, userAgent: 'test', day: '2026-02-03' })).toEqual({
    ok: false,
    problem: is,
  });
  const kiosk = runCore(settings);
  const told = await kiosk.scan('BADGE-1');
  // Visitors see none of it.
  expect(told).toMatchObject({ outcome: 'queued', reason: 'no-network', name: null });
  const now = await kiosk.statusIs(({ connection }) => connection === 'offline');
  expect(now.trouble).toEqual({ is, status, at: expect.any(Number), over: false });
  expect(kiosk.core.lastAnswerAt()).toBeNull();
  await kiosk.close();
  const lines = readFileSync(path.join(kiosk.dataDir, 'logs', 'kiosk.log'), 'utf8').trim();
  const logged = lines.split('\n').map((line) => JSON.parse(line));
  expect(logged).toContainEqual(
    expect.objectContaining({ msg: 'confera failed', trouble: is, status: status ?? 0 }),
  );
  expect(logged).toContainEqual(
    expect.objectContaining({ msg: 'connection', connection: 'offline', trouble: is }),
  );
  return logged;
}

beforeEach(() => {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
  vi.stubEnv('NODE_EXTRA_CA_CERTS', '');
  return () => vi.unstubAllEnvs();
});

describe('a certificate', () => {
  test.each<[string, string, Trouble]>([
    ['early.pem', 'venue-ca.pem', 'certificate-early'],
    ['expired.pem', 'venue-ca.pem', 'certificate-expired'],
    ['other-host.pem', 'venue-ca.pem', 'certificate-host'],
    ['server.pem', '', 'certificate-unknown'],
  ])('%s with the authority "%s" is %s', async (certificate, authority, is) => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', authority && path.join(TLS, authority));
    await expectTrouble(`https://localhost:${await secure(certificate)}`, is);
  });

  test('for another host is told by an address, too', async () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', path.join(TLS, 'venue-ca.pem'));
    const port = await secure('other-host.pem');
    await expectTrouble(`https://127.0.0.1:${port}`, 'certificate-host');
  });

  test('is not what is wrong where plain http answers to https', async () => {
    const port = await rawServer('HTTP/1.1 400 Bad Request\r\n\r\n');
    await expectTrouble(`https://localhost:${port}`, 'tls');
  });
});

describe('a proxy', () => {
  test.each<[number, Trouble]>([
    [407, 'proxy-password'],
    [403, 'proxy-forbids'],
    [502, 'proxy-fails'],
    [511, 'sign-in'],
    [302, 'sign-in'],
  ])('that answers %i to CONNECT is %s, with its status in the log', async (status, is) => {
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await rawServer(proxyAnswer(status))}`);
    await expectTrouble('https://confera.example', is, status);
  });

  test('that hangs up, is gone, or has no address is out of reach', async () => {
    for (const proxy of [
      `http://127.0.0.1:${await rawServer(null)}`,
      'http://127.0.0.1:9',
      `http://${'x'.repeat(64)}.example:8080`,
    ]) {
      vi.stubEnv('HTTPS_PROXY', proxy);
      await expectTrouble('https://confera.example', 'proxy-unreachable');
    }
  });

  test('with a certificate that nobody vouches for is out of reach, too', async () => {
    vi.stubEnv('HTTPS_PROXY', `https://localhost:${await secure('server.pem')}`);
    await expectTrouble('https://confera.example', 'proxy-unreachable');
  });

  test('that lets us through is not blamed for the certificate behind it', async () => {
    const port = await secure('early.pem');
    const proxy = http.createServer().on('connect', (_request, socket) => {
      const upstream = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const each of [socket, upstream]) each.on('error', () => {});
    });
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await portOf(proxy)}`);
    vi.stubEnv('NODE_EXTRA_CA_CERTS', path.join(TLS, 'venue-ca.pem'));
    await expectTrouble(`https://localhost:${port}`, 'certificate-early');
  });

  test('keeps its password out of the log', async () => {
    const port = await rawServer(proxyAnswer(407));
    vi.stubEnv('HTTPS_PROXY', `http://venue:hidden-word@127.0.0.1:${port}`);
    const logged = await expectTrouble('https://confera.example', 'proxy-password', 407);
    expect(JSON.stringify(logged)).not.toContain('hidden-word');
  });
});

describe('a network', () => {
  const page = (status: number, body = '<html>Welcome to our Wi-Fi</html>') =>
    portOf(
      http.createServer((_request, response) => {
        response.writeHead(status, { 'content-type': 'text/html', location: 'http://x.example/' });
        response.end(body);
      }),
    );

  test.each<[number, Trouble]>([
    [200, 'sign-in'],
    [511, 'sign-in'],
    [302, 'redirect'],
    [407, 'proxy-password'],
    [404, 'not-confera'],
  ])('with a page and %i in Confera’s place is %s', async (status, is) => {
    await expectTrouble(`http://127.0.0.1:${await page(status)}`, is, status);
  });

  test('in which the name isn’t found', async () => {
    // Longer than a name may be, so that no name server is asked.
    await expectTrouble(`https://${'x'.repeat(64)}.example`, 'dns');
  });

  test('that refuses, hangs up, or is silent', async () => {
    await expectTrouble('https://127.0.0.1:9', 'refused');
    await expectTrouble(`http://127.0.0.1:${await rawServer(null)}`, 'broken');
    await expectTrouble(`http://127.0.0.1:${await rawServer('')}`, 'timeout');
    await expectTrouble(`http://127.0.0.1:${await rawServer('220 mail\r\n')}`, 'not-confera');
  });

  test.each([502, 503, 504])(
    'whose gateway answers %i with a page has its cause told while online',
    async (status) => {
      const settings = coreSettings(`http://127.0.0.1:${await page(status)}`);
      expect(
        await testConnection({ ...settings, userAgent: 'test', day: '2026-02-03' }),
      ).toMatchObject({
        problem: 'gateway',
      });
      const kiosk = runCore(settings);
      await kiosk.scan('BADGE-1');
      const now = await kiosk.statusIs(({ trouble }) => trouble !== null);
      expect(now).toMatchObject({ connection: 'online', trouble: { is: 'gateway', status } });
      expect(kiosk.core.lastAnswerAt()).toBeNull();
    },
  );

  test('whose gateway hides the time from a scan that carries a day is not stormed for it', async () => {
    const sim = await startSimulator();
    onTestFinished(() => sim.close());
    sim.setFaults([{ fault: { kind: 'status', status: 503, body: '<h1>Busy</h1>' }, on: 'all' }]);
    const kiosk = runLeapingCore(sim.url);
    const { scanId, outcome } = await kiosk.scan('confera-attendance:DAY1-XYZ');
    expect(outcome).toBe('queued');
    await kiosk.leapOver(60_000, 1000);
    expect(sim.journal().length).toBeGreaterThan(5);
    expect(sim.journal().length).toBeLessThan(60);
    expect(sim.journal().every(({ kind }) => kind === 'health')).toBe(true);
    sim.clearFaults();
    await kiosk.leapUntil(() => kiosk.core.status().queued === 0);
    expect(await kiosk.settlementOf(scanId)).toBe('checked-in');
  });

  test('that lets Confera through again leaves the cause behind as over', async () => {
    const answers = [() => '<html>Sign in</html>', () => '{"ok":true}'];
    let signedIn = 0;
    const port = await portOf(
      http.createServer((_request, response) => response.end(answers[signedIn]?.())),
    );
    const kiosk = runCore(coreSettings(`http://127.0.0.1:${port}`));
    const { scanId } = await kiosk.scan('BADGE-1');
    expect(kiosk.core.status().trouble).toMatchObject({ is: 'sign-in', over: false });
    signedIn = 1;
    expect(await kiosk.settlementOf(scanId)).toBe('checked-in');
    expect(kiosk.core.status().trouble).toMatchObject({ is: 'sign-in', over: true });
  });
});
