import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { testConnection } from '../../electron/kiosk/connection-test.ts';
import { listening } from '../fixtures/loopback-server.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { api, ask, jsonOf, scanOf } from './fixtures/ask.ts';
import { conferaByTls } from './fixtures/confera-by-tls.ts';
import { describeEachProxy, KEY } from './fixtures/each-proxy.ts';

/** What people at a gate are told when the kiosk speaks to Confera through the proxy. */

describeEachProxy(({ server, proxied }) => {
  test('every scan has the outcome that it has without the proxy', async () => {
    const { simulator, confera, one, proxy } = await proxied();
    const outcomesAt = async (url: string, token: string) => {
      simulator.reset();
      await ask(simulator.url + api('badges/checkin'), scanOf('BADGE-2', KEY));
      const kiosk = runCore(coreSettings(url, { apiKey: token }));
      const outcomes: string[] = [];
      const scan = async (code: string) => {
        const { outcome, reason } = await kiosk.scan(code);
        outcomes.push(`${outcome} ${reason}`);
      };
      await scan('BADGE-1');
      await scan('BADGE-2');
      await scan('NOBODY');
      await scan('BADGE-REVOKED');
      await scan('confera-attendance:DAY1-XYZ');
      simulator.setFaults([{ fault: { kind: 'status', status: 500 }, times: 2 }]);
      await scan('TEST-1');
      simulator.setFaults([{ fault: { kind: 'forbidden' }, on: 'attendance' }]);
      await scan('confera-attendance:TEST-2');
      simulator.setFaults([{ fault: { kind: 'rate-limited', retryAfter: 60 } }]);
      await scan('TEST-3');
      simulator.clearFaults();
      await scan('TEST-4');
      await kiosk.close();
      return outcomes;
    };
    const without = await outcomesAt(`https://127.0.0.1:${confera.port}`, KEY);
    expect(without).toEqual([
      'checked-in null',
      'already-checked-in null',
      'rejected unknown-badge',
      'rejected revoked-badge',
      'checked-in null',
      'queued server-trouble',
      'attention not-allowed',
      'queued rate-limited',
      // Confera asked for a minute of rest.
      'queued rate-limited',
    ]);
    expect(await outcomesAt(proxy.url, one.token)).toEqual(without);
    expect(await outcomesAt(`${proxy.url}/confera`, one.token)).toEqual(without);
  });

  test('setting up takes a token where it takes a key, and says when the proxy does not know it', async () => {
    const { one, proxy } = await proxied();
    const given = {
      baseUrl: `${proxy.url}/confera`,
      timeoutMs: 4000,
      userAgent: 'test',
      mode: 'badge',
      day: '2026-02-03',
    } as const;
    expect(await testConnection({ ...given, apiKey: one.token })).toMatchObject({ ok: true });
    expect(await testConnection({ ...given, apiKey: 'f'.repeat(32) })).toEqual({
      ok: false,
      problem: 'unauthorized',
    });
    const elsewhere = { ...given, baseUrl: `${proxy.url}/elsewhere`, apiKey: one.token };
    expect(await testConnection(elsewhere)).toEqual({ ok: false, problem: 'not-confera' });
  });

  if (server.name === 'nginx')
    test('the proxy can be one path of a website', async () => {
      const website = 'location / {\n return 200 "a website";\n }\n';
      const { one, proxy } = await proxied({
        'location / {': `${website} location /confera/ {`,
      });
      const kiosk = runCore(coreSettings(`${proxy.url}/confera`, { apiKey: one.token }));
      expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in' });
      const elsewhere = await ask(proxy.url + api('health'), { token: one.token });
      expect(elsewhere.bytes.toString()).toBe('a website');
      const refused = await ask(`${proxy.url}/confera/${api('registrations/config')}`, {
        token: one.token,
      });
      expect(jsonOf(refused)).toMatchObject({ code: 'PROXY_NOT_ALLOWED' });
    });

  if (server.name === 'nginx')
    test('if one of Confera’s addresses doesn’t answer, a scan goes to the next before the kiosk gives up', async () => {
      const silent = new URL(await listening(net.createServer())).host;
      const confera = 'server confera.example.com:443 max_fails=0;';
      const { simulator, one, proxy } = await proxied({
        [confera]: `server ${silent} max_fails=0;\n ${confera}`,
      });
      const kiosk = runCore(coreSettings(proxy.url, { apiKey: one.token, timeoutMs: 8000 }));
      for (const code of ['TEST-1', 'TEST-2']) {
        expect(await kiosk.scan(code)).toMatchObject({ outcome: 'checked-in' });
      }
      expect(simulator.journal().map(({ code }) => code)).toEqual(['TEST-1', 'TEST-2']);
    });

  test('while Confera is out of reach scans are saved and the device goes offline; then all are sent', async () => {
    const { simulator, confera, one, proxy } = await proxied();
    const kiosk = runCore(coreSettings(proxy.url, { apiKey: one.token }));
    expect(await kiosk.scan('TEST-0')).toMatchObject({ outcome: 'checked-in' });
    await confera.close();
    // Five answers in a row that tell of trouble count as no network.
    for (let n = 1; n <= 5; n += 1) {
      expect(await kiosk.scan(`TEST-${n}`)).toMatchObject({
        outcome: 'queued',
        reason: 'server-trouble',
      });
    }
    await kiosk.statusIs(({ connection }) => connection === 'offline');
    expect(await kiosk.scan('TEST-6')).toMatchObject({ outcome: 'queued' });

    await conferaByTls(simulator, { port: confera.port });
    await kiosk.statusIs(({ connection, queued }) => connection === 'online' && queued === 0);
    expect(kiosk.rows().every(({ outcome }) => outcome === 'checked-in')).toBe(true);
    expect(simulator.checkins()).toHaveLength(7);
  });

  test('a repeat of a scan whose answer was lost is known by its key', async () => {
    const { simulator, one, proxy } = await proxied();
    const kiosk = runCore(coreSettings(proxy.url, { apiKey: one.token }));
    simulator.setFaults([{ fault: { kind: 'reset-after' }, times: 1 }]);
    expect(await kiosk.scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
    const keys = simulator.journal().map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys)).toEqual(new Set([kiosk.rows()[0]?.idempotency_key]));
    expect(simulator.checkins()).toHaveLength(1);
  });

  test('a Confera whose certificate is not for it gets neither the key nor a scan', async () => {
    const { simulator, confera, one, proxy } = await proxied();
    await confera.close();
    for (const certificate of ['other-host.pem', 'expired.pem']) {
      const impostor = await conferaByTls(simulator, { port: confera.port, certificate });
      const told = await ask(proxy.url + api('health'), { token: one.token });
      expect(told.status).toBe(502);
      await impostor.close();
    }
    expect(simulator.journal()).toEqual([]);
  });

  test('what the idle screen reads comes through, and is not sent again while it is the same', async () => {
    const { simulator, one, proxy } = await proxied();
    const clientOf = (baseUrl: string, apiKey: string) =>
      createConferaPublicClient({ baseUrl, apiKey, timeoutMs: 4000 });
    const [direct, through] = [clientOf(simulator.url, KEY), clientOf(proxy.url, one.token)];
    const pages = { limit: 1, offset: 1 };
    expect(await through.website.getSite()).toEqual(await direct.website.getSite());
    expect(await through.events.list(pages)).toEqual(await direct.events.list(pages));
    expect(await through.events.listVenues()).toEqual(await direct.events.listVenues());
    expect(await through.events.listSpeakers()).toEqual(await direct.events.listSpeakers());
    const whole = await ask(proxy.url + api('website/site'), { token: one.token });
    const again = await ask(proxy.url + api('website/site'), {
      token: one.token,
      headers: { 'if-none-match': String(whole.headers.etag) },
    });
    expect([whole.status, again.status, again.bytes.length]).toEqual([200, 304, 0]);
  });

  test('a backlog is slowed down and never refused', async () => {
    const { simulator, confera, one, proxy } = await proxied();
    await confera.close();
    const kiosk = runCore(coreSettings(proxy.url, { apiKey: one.token }));
    for (let n = 1; kiosk.core.status().connection === 'online'; n += 1) {
      await kiosk.scan(`TEST-EARLY-${n}`);
    }
    await Promise.all(Array.from({ length: 60 }, (_, n) => kiosk.scan(`TEST-${n}`)));
    const { queued } = kiosk.core.status();
    await conferaByTls(simulator, { port: confera.port });
    await kiosk.statusIs((status) => status.queued === 0);
    expect(queued).toBeGreaterThan(60);
    expect(simulator.checkins()).toHaveLength(queued);
    const log = readFileSync(path.join(kiosk.dataDir, 'logs', 'kiosk.log'), 'utf8');
    expect(log.includes('"status":502')).toBe(true);
    expect(log.includes('"status":429')).toBe(false);
  });
});
