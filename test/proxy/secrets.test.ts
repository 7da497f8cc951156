import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import { until } from '../e2e/fixtures/until.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { api, ask, jsonOf, scanOf } from './fixtures/ask.ts';
import { describeEachProxy, device, gateEnvironment, KEY } from './fixtures/each-proxy.ts';

/** Who has the key, who may come in, and what the proxy writes down. */

/** How long a scan may take is no matter here. */
const patient = { timeoutMs: 8000 };

describeEachProxy(({ server, proxied }) => {
  test('Confera’s key is on no device: not in its files, its environment or its words', async () => {
    const { simulator, one, proxy } = await proxied();
    const dataDir = temporaryFolder();
    const gate = startGate({ env: gateEnvironment(proxy.url, one, dataDir) });
    gate.child.stdin.write('BADGE-1\n');
    await gate.event((event) => event.event === 'scan' && event.outcome === 'checked-in');
    // A refusal is logged in more detail than a success.
    simulator.setFaults([
      { fault: { kind: 'status', status: 400, body: { message: 'no' } }, times: 1 },
    ]);
    gate.child.stdin.write('BADGE-2\n');
    await gate.event((event) => event.event === 'scan' && event.outcome === 'rejected');
    const environment = readFileSync(`/proc/${gate.child.pid}/environ`, 'latin1');
    expect(environment).toContain(one.token);
    expect(environment).not.toContain(KEY);
    gate.child.stdin.end();
    expect(await gate.exited).toBe(0);
    expect(filesWith(dataDir, 'checked-in').length).toBeGreaterThan(0);
    expect(filesWith(dataDir, KEY)).toEqual([]);
    expect(filesWith(dataDir, one.token)).toEqual([]);
    expect(JSON.stringify(gate.events) + gate.stderr()).not.toContain(KEY);
    // It did reach Confera.
    expect(simulator.journal().map(({ apiKeyTail }) => apiKeyTail)).toEqual([
      KEY.slice(-4),
      KEY.slice(-4),
    ]);
  });

  test('the proxy logs which device asked for what, and no key, token or code', async () => {
    const { simulator, confera, one, two, proxy } = await proxied();
    const stranger = device('stranger');
    await ask(proxy.url + api('badges/checkin'), scanOf('TEST-1', one.token));
    await ask(proxy.url + api('health'), { token: stranger.token });
    await ask(`${proxy.url}/elsewhere?key=${two.token}`, { token: one.token });
    await ask(`${proxy.url + api('health')}?key=${two.token}`, { token: two.token });
    // Trouble has a log of its own.
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await ask(proxy.url + api('badges/checkin'), scanOf('TEST-2', two.token));
    await confera.close();
    await ask(proxy.url + api('badges/checkin'), scanOf('TEST-3', two.token));
    const storm = Array.from({ length: 60 }, (_, n) =>
      ask(proxy.url + api('badges/checkin'), scanOf(`TEST-${n}`, one.token)),
    );
    await Promise.all(storm);

    const says = (...words: string[]) =>
      proxy
        .logs()
        .split('\n')
        .some((line) => words.every((word) => line.includes(word)));
    await until(() => {
      expect(says('gate-1', 'badges/checkin', '200')).toBe(true);
      expect(says('gate-2', 'badges/checkin', '502')).toBe(true);
    });
    const logs = proxy.logs();
    for (const secret of [KEY, one.token, two.token, stranger.token, 'TEST-1', 'TEST-3']) {
      expect(logs.includes(secret), secret).toBe(false);
    }
  });

  test('a revoked token blocks its device alone, and a new one lets it in again', async () => {
    const { simulator, one, two, proxy } = await proxied();
    const [first, second] = [one, two].map(({ token }) =>
      runCore(coreSettings(proxy.url, { ...patient, apiKey: token })),
    );
    expect(await first?.scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
    expect(await second?.scan('TEST-2')).toMatchObject({ outcome: 'checked-in' });

    await proxy.reloadWith({ devices: [two] });
    expect(await first?.scan('TEST-3')).toMatchObject({
      outcome: 'attention',
      reason: 'key-refused',
    });
    await first?.statusIs(({ connection }) => connection === 'blocked');
    expect(await second?.scan('TEST-4')).toMatchObject({ outcome: 'checked-in' });
    expect(second?.core.status().connection).toBe('online');
    expect(simulator.checkins()).toHaveLength(3);

    const renewed = { ...one, token: device('gate-1').token };
    await proxy.reloadWith({ devices: [renewed, two] });
    const { dataDir } = first ?? {};
    await first?.close();
    const again = runCore(coreSettings(proxy.url, { ...patient, apiKey: renewed.token }), dataDir);
    await again.statusIs(({ queued }) => queued === 0);
    expect(simulator.checkins().map(({ code }) => code)).toContain('TEST-3');
  });

  test('Confera’s key is changed on the proxy, and no device notices', async () => {
    const { simulator, one, proxy } = await proxied();
    const kiosk = runCore(coreSettings(proxy.url, { ...patient, apiKey: one.token }));
    expect(await kiosk.scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
    simulator.setKey('cat_proxy_the_new_key', { state: 'live', scopes: ['badges:write'] });
    await proxy.reloadWith({ key: 'cat_proxy_the_new_key' });
    simulator.setKey(KEY, { state: 'revoked', scopes: [] });
    expect(await kiosk.scan('TEST-2')).toMatchObject({ outcome: 'checked-in' });
    expect(kiosk.core.status()).toMatchObject({ connection: 'online', queued: 0 });
    expect(simulator.journal().map(({ apiKeyTail }) => apiKeyTail)).toEqual([
      KEY.slice(-4),
      '_key',
    ]);
  });

  test('an example of a device in the shipped list lets nobody in', async () => {
    const { one, proxy } = await proxied();
    for (const token of ['0123456789abcdef0123456789abcdef', '', KEY, 'gate-1', `${one.token}0`]) {
      const told = await ask(proxy.url + api('health'), { token });
      expect(told.status, token).toBe(401);
      expect(jsonOf(told)).toMatchObject({ ok: false, code: 'PROXY_UNKNOWN_TOKEN' });
    }
  });

  test('the server writes the key and the tokens nowhere that another user could read', async () => {
    const { proxy, one } = await proxied();
    expect((await ask(proxy.url + api('health'), { token: one.token })).status).toBe(200);
    for (const secret of [KEY, one.token]) {
      // What is in this folder was put there for the server.
      const files = filesWith(proxy.folder, secret).filter(
        (it) => !it.startsWith('confera-kiosk/'),
      );
      expect(files).toEqual(server.name === 'caddy' ? ['.config/caddy/autosave.json'] : []);
      for (const file of files) {
        expect(statSync(path.join(proxy.folder, file)).mode & 0o777, file).toBe(0o600);
      }
    }
  });
});
