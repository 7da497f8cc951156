import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { api, ask, jsonOf, scanOf } from './fixtures/ask.ts';
import { scriptedConfera } from './fixtures/confera-by-tls.ts';
import { describeEachProxy, device, KEY } from './fixtures/each-proxy.ts';

/** What the proxy changes of a request and of its answer, and what it refuses by itself. */

/** What belongs to one connection, and so can't pass. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

const without = (headers: NodeJS.Dict<string | string[]>, ...names: string[]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

describeEachProxy(({ server, startProxy, proxied }) => {
  test('Confera sees the kiosk’s own request, with the key in the token’s place and nothing added', async () => {
    const confera = await scriptedConfera((_request, response) => response.end('{"ok":true}'));
    const one = device('gate-1');
    const proxy = await startProxy(confera.port, one);
    const speak = async (baseUrl: string, apiKey: string) => {
      const client = createConferaPublicClient({ baseUrl, apiKey, userAgent: 'confera-kiosk/1' });
      const idempotencyKey = '4f9d3b0e-4d0c-4c0a-9f51-3d1f6a3f5a10';
      await client.badges.checkin({ qr: 'TEST-1', location: 'gate-a' }, { idempotencyKey });
      await client.website.getSite();
      return confera.asked.splice(0);
    };
    const direct = await speak(`https://localhost:${confera.port}`, KEY);
    const through = await speak(`${proxy.url}/confera`, one.token);
    expect(direct).toHaveLength(2);
    for (const [index, { method, path, headers }] of through.entries()) {
      const meant = direct[index];
      expect([method, path]).toEqual([meant?.method, meant?.path]);
      expect(without(headers, 'host', ...OF_THE_CONNECTION)).toEqual(
        without(meant?.headers ?? {}, 'host', ...OF_THE_CONNECTION),
      );
      expect(headers.host).toMatch(/^localhost(:\d+)?$/);
    }
  });

  test('no header is sent on that a kiosk doesn’t send', async () => {
    const confera = await scriptedConfera((_request, response) => response.end('{"ok":true}'));
    const one = device('gate-1');
    const proxy = await startProxy(confera.port, one);
    await ask(proxy.url + api('health'), {
      token: one.token,
      headers: {
        authorization: 'Bearer of.another.secret',
        cookie: 'session=1',
        'x-http-method-override': 'DELETE',
        'x-original-url': api('registrations/registrations'),
        'x-forwarded-host': 'elsewhere.example',
        forwarded: 'host=elsewhere.example',
        'x-middleware-subrequest': 'middleware',
        'x-real-ip': '203.0.113.7',
        'true-client-ip': '203.0.113.7',
        'one-that-nobody-knows': '{env.HOME}',
        accept: '{env.HOME}',
      },
    });
    const headers = confera.asked[0]?.headers;
    expect(without(headers ?? {}, 'host', ...OF_THE_CONNECTION)).toEqual({
      'x-api-key': KEY,
      accept: '{env.HOME}',
    });
  });

  test('an answer comes back as Confera gave it: status, body, headers and its own date', async () => {
    const sent = {
      'content-type': 'application/json',
      'retry-after': '17',
      'x-request-id': 'req-42',
      'idempotent-replayed': 'true',
      etag: '"v1"',
      age: '3',
      'cache-control': 'private, max-age=60',
      date: 'Sat, 01 Jan 2000 00:00:00 GMT',
      'content-security-policy': `default-src ${'https://host.example '.repeat(300)}`.trim(),
    };
    const one = device('gate-1');
    const body = '{"error":{"code":"SOME_CODE","message":"words"}}';
    let status = 200;
    const confera = await scriptedConfera((_request, response) => {
      response.writeHead(status, sent).end(body);
    });
    const proxy = await startProxy(confera.port, one);
    for (status of [200, 400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 502, 503, 504]) {
      const told = await ask(proxy.url + api('badges/checkin'), scanOf('TEST-1', one.token, 'k'));
      expect([told.status, told.bytes.toString()]).toEqual([status, body]);
      expect(told.headers, String(status)).toMatchObject(sent);
    }
  });

  test.each(['gzip', 'br', 'zstd'] as const)(
    'an answer compressed by %s is left as it is',
    async (coding) => {
      const text = '{"ok":true,"attendee":{"name":"Zoë"}}';
      const encode = {
        gzip: zlib.gzipSync,
        br: zlib.brotliCompressSync,
        zstd: zlib.zstdCompressSync,
      }[coding];
      const bytes = encode(Buffer.from(text));
      const confera = await scriptedConfera((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding });
        response.end(bytes);
      });
      const one = device('gate-1');
      const proxy = await startProxy(confera.port, one);
      const told = await ask(proxy.url + api('health'), {
        token: one.token,
        headers: { 'accept-encoding': coding },
      });
      expect(told.headers['content-encoding']).toBe(coding);
      expect(told.bytes).toEqual(bytes);
      const client = createConferaPublicClient({ baseUrl: proxy.url, apiKey: one.token });
      expect(await client.badges.checkin({ qr: 'TEST-1' })).toEqual(JSON.parse(text));
    },
  );

  test('nothing is kept: every request reaches Confera, and a redirect is passed on as it is', async () => {
    const confera = await scriptedConfera((request, response) => {
      if (request.url?.endsWith('/site')) {
        response.writeHead(302, { location: `https://localhost:${confera.port}/other` }).end();
      } else {
        response.writeHead(200, { 'cache-control': 'public, max-age=600' }).end('{"ok":true}');
      }
    });
    const one = device('gate-1');
    const proxy = await startProxy(confera.port, one);
    for (const endpoint of ['health', 'health', 'events/venues', 'events/venues']) {
      expect((await ask(proxy.url + api(endpoint), { token: one.token })).status).toBe(200);
    }
    expect(confera.asked).toHaveLength(4);
    const moved = await ask(proxy.url + api('website/site'), { token: one.token });
    expect(moved.status).toBe(302);
    expect(moved.headers.location).toBe(`https://localhost:${confera.port}/other`);
  });

  test('a path or a method that no kiosk uses is refused, however it is spelt', async () => {
    const { simulator, one, proxy } = await proxied();
    const refused = [
      ['GET', '/'],
      ['GET', '/confera'],
      ['GET', '/confera/'],
      ['GET', api('registrations/registrations')],
      ['GET', api('registrations/config')],
      ['POST', api('registrations/registrations')],
      ['GET', api('badges/checkin')],
      ['PUT', api('badges/checkin')],
      ['DELETE', api('attendance/checkin')],
      ['POST', api('health')],
      ['HEAD', api('health')],
      ['POST', api('events/events')],
      ['POST', api('events/workshops/registrations')],
      ['GET', `${api('health')}/`],
      ['GET', `${api('health')}?x=1`],
      ['GET', api('Health')],
      ['GET', api('%68ealth')],
      ['GET', `/${api('health')}`],
      ['GET', api('badges/../health')],
      ['GET', api('events/..%2fregistrations%2fregistrations')],
      ['GET', api('events/events/../../registrations/registrations')],
      ['GET', `${api('events/events')}?limit=10&status=draft`],
      ['GET', `/other${api('health')}`],
    ] as const;
    for (const [method, path] of refused) {
      // A client's URL would resolve the dots itself.
      const told = await ask(proxy.url, { method, token: one.token, path });
      expect(told.status, `${method} ${path}`).toBe(403);
      if (method !== 'HEAD') {
        expect(jsonOf(told)).toMatchObject({ ok: false, code: 'PROXY_NOT_ALLOWED' });
      }
    }
    expect(simulator.journal()).toEqual([]);
  });

  test('a token is asked for before anything else', async () => {
    const { simulator, proxy } = await proxied();
    for (const path of ['/', api('health'), api('registrations/registrations')]) {
      const told = await ask(proxy.url + path);
      expect(told.status).toBe(401);
      expect(told.headers['content-type']).toBe('application/json');
    }
    expect(simulator.journal()).toEqual([]);
  });

  test('the longest scan passes, and a body that is larger than any is refused', async () => {
    const { one, proxy } = await proxied();
    const client = createConferaPublicClient({ baseUrl: proxy.url, apiKey: one.token });
    // Each of these characters takes six bytes in JSON.
    const longest = { qr: '\u007f'.repeat(512), location: '\u{1F600}'.repeat(100) };
    await expect(client.badges.checkin(longest)).rejects.toMatchObject({ status: 404 });
    const told = await ask(proxy.url + api('badges/checkin'), {
      ...scanOf('TEST-1', one.token),
      body: JSON.stringify({ qr: 'x'.repeat(100_000) }),
    });
    expect(told.status).toBe(413);
    expect(jsonOf(told)).toMatchObject({ ok: false, code: 'PROXY_TOO_LARGE' });
  });

  if (server.limitsRate)
    test('a device that storms is refused for a second, and the others are not', async () => {
      const { one, two, proxy } = await proxied();
      const begun = performance.now();
      const storm = Array.from({ length: 80 }, (_, n) =>
        ask(proxy.url + api('badges/checkin'), scanOf(`TEST-${n}`, one.token)),
      );
      const other = await ask(proxy.url + api('badges/checkin'), scanOf('BADGE-1', two.token));
      expect(other.status).toBe(200);
      const told = await Promise.all(storm);
      const refused = told.filter(({ status }) => status === 429);
      // 40 a second may pass, and 20 may wait for that. A slow machine sends the storm more slowly.
      const mayPass = 1 + 20 + 40 * ((performance.now() - begun) / 1000);
      expect(refused.length).toBeGreaterThanOrEqual(Math.max(1, 80 - Math.ceil(mayPass)));
      expect(refused.length).toBeLessThan(80);
      for (const each of refused) {
        expect(each.headers['retry-after']).toBe('1');
        expect(jsonOf(each)).toMatchObject({ ok: false, code: 'PROXY_RATE_LIMITED' });
      }
    });

  test('what the server refuses of its own accord is JSON, too', async () => {
    const { confera, one, proxy } = await proxied();
    await confera.close();
    const gone = await ask(proxy.url + api('health'), { token: one.token });
    expect(gone.status).toBe(502);
    expect(jsonOf(gone)).toMatchObject({ ok: false, code: 'PROXY_NO_CONFERA' });
    expect(gone.headers['cache-control']).toBe('no-store');
    expect(gone.headers['x-request-id']).toMatch(/\S/);
  });
});
