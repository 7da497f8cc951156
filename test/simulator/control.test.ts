import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, type Reply, scanBadge } from './client.ts';
import { type Simulator, startSimulator } from './simulator.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.reset();
  simulator.setReplay(true);
});

function put(path: string, body: unknown): Promise<Reply> {
  return call(simulator, path, { method: 'PUT', body });
}

describe('switches over HTTP', () => {
  test('faults are set, shown and cleared', async () => {
    const rules = [{ fault: { kind: 'status', status: 503 }, on: 'all', times: 2 }];
    expect((await put('/simulator/faults', rules)).status).toBe(200);
    expect((await call(simulator, '/simulator/faults')).json()).toEqual(rules);
    expect((await scanBadge(simulator, 'BADGE-1')).status).toBe(503);
    expect((await call(simulator, '/simulator/faults', { method: 'DELETE' })).status).toBe(200);
    expect((await scanBadge(simulator, 'BADGE-1')).status).toBe(200);
  });

  test.each([
    ['no JSON', '[', /not JSON/],
    ['an unknown kind', [{ fault: { kind: 'gremlins' } }], /\[0\]\.fault\.kind/],
    ['a wrong value', [{ fault: { kind: 'latency', ms: 'x' } }], /\[0\]\.fault\.ms/],
    ['a misspelt field', [{ fault: { kind: 'no-answer' }, onn: 'all' }], /onn/],
    [
      'a header that cannot be sent',
      [{ fault: { kind: 'redirect', to: 'a\nb' } }],
      /\[0\]\.fault\.to/,
    ],
    ['no list', {}, /array/],
  ])('bad rules are refused with the reason: %s', async (_, body, reason) => {
    const before = [{ fault: { kind: 'forbidden' } }] as const;
    simulator.setFaults(before);
    const reply = await put('/simulator/faults', body);
    expect(reply.status).toBe(400);
    expect((reply.json() as { message: string }).message).toMatch(reason);
    expect(simulator.faults()).toEqual(before);
  });

  test('the internet can be gone: nobody gets an answer, also to what is under way', async () => {
    const internet = () => call(simulator, '/simulator/internet');
    expect((await internet()).json()).toEqual({ gone: false });
    simulator.setFaults([{ fault: { kind: 'no-answer' }, code: 'BADGE-1' }]);
    const underWay = scanBadge(simulator, 'BADGE-1').catch((error: Error) => error);
    await simulator.waitFor((journal) => journal.length === 1);

    expect((await put('/simulator/internet', { gone: true })).status).toBe(200);
    expect(await underWay).toBeInstanceOf(Error);
    await expect(scanBadge(simulator, 'BADGE-2')).rejects.toThrow();
    await expect(call(simulator, '/api/public/v1/health')).rejects.toThrow();
    await expect(call(simulator, '/images/logo.png')).rejects.toThrow();
    expect((await internet()).json()).toEqual({ gone: true });
    expect(simulator.journal().map(({ fault }) => fault)).toEqual([
      'no-answer',
      ...['internet-gone', 'internet-gone', 'internet-gone'],
    ]);
    expect(simulator.checkins()).toEqual([]);

    expect((await put('/simulator/internet', { gone: 'yes' })).status).toBe(400);
    expect((await put('/simulator/internet', { gone: false })).status).toBe(200);
    expect((await scanBadge(simulator, 'BADGE-2')).status).toBe(200);
    simulator.setInternetGone(true);
    simulator.reset();
    expect(simulator.internetGone()).toBe(false);
  });

  test('replay, keys and reset', async () => {
    expect((await put('/simulator/replay', { on: false })).status).toBe(200);
    expect(simulator.replay()).toBe(false);
    expect((await put('/simulator/replay', { on: 'no' })).status).toBe(400);

    const keys = { cat_new: { state: 'live', scopes: ['badges:write'] } };
    expect((await put('/simulator/keys', keys)).status).toBe(200);
    expect((await scanBadge(simulator, 'BADGE-1', { key: 'cat_new' })).status).toBe(200);
    expect((await put('/simulator/keys', { cat_new: { state: 'lost' } })).status).toBe(400);

    expect((await call(simulator, '/simulator/checkins')).json()).toMatchObject([
      { code: 'BADGE-1' },
    ]);
    expect((await call(simulator, '/simulator/journal')).json()).toMatchObject([{ status: 200 }]);
    expect((await call(simulator, '/simulator/reset', { method: 'POST' })).status).toBe(200);
    expect((await call(simulator, '/simulator/checkins')).json()).toEqual([]);
  });

  test('behaviour and conference, each in parts', async () => {
    expect((await put('/simulator/behaviour', { scopesFirst: false })).status).toBe(200);
    expect((await call(simulator, '/simulator/behaviour')).json()).toMatchObject({
      scopesFirst: false,
      envelope: 'flat',
    });
    expect((await put('/simulator/behaviour', { scopesFirst: true })).status).toBe(200);
    for (const headers of [{ Age: '1\n2' }, { 'A b': '1' }]) {
      const readCaching = { etag: true, lastModified: true, headers };
      expect((await put('/simulator/behaviour', { readCaching })).status).toBe(400);
    }

    const { venues } = simulator.conference();
    expect((await put('/simulator/conference', { site: { name: 'Mine' } })).status).toBe(200);
    expect((await put('/simulator/conference', { sites: {} })).status).toBe(400);
    expect(simulator.conference()).toMatchObject({ site: { name: 'Mine' }, venues });
  });

  test('other paths, methods and sizes are refused', async () => {
    expect((await call(simulator, '/simulator/nowhere')).status).toBe(404);
    expect((await call(simulator, '/simulator/checkins', { method: 'DELETE' })).status).toBe(405);
    expect((await put('/simulator/faults', ' '.repeat(65 * 1024))).status).toBe(413);
  });

  test('only this machine and no other site may use them', async () => {
    const asHost = (host: string) => call(simulator, '/simulator/journal', { headers: { host } });
    expect((await asHost('kiosk.example')).status).toBe(403);
    expect((await asHost('localhost:4010')).status).toBe(200);
    const from = (origin: string) =>
      call(simulator, '/simulator/reset', { method: 'POST', headers: { origin } });
    expect((await from('https://elsewhere.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from(simulator.url)).status).toBe(200);
  });
});

describe('pages', () => {
  function press(name: string): Promise<Reply> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: simulator.url };
    return call(simulator, '/simulator/page/toggle', {
      method: 'POST',
      headers,
      body: `name=${name}`,
    });
  }

  test('a switch on the control page turns its fault on and off', async () => {
    const pressed = await press('outage');
    expect([pressed.status, pressed.headers.location]).toEqual([303, '/simulator/']);
    expect((await scanBadge(simulator, 'BADGE-1')).status).toBe(503);
    const page = await call(simulator, '/simulator/');
    expect(page.text).toMatch(/value="outage" aria-pressed="true"/);
    expect(page.text).toContain('<td>BADGE-1</td>');
    await press('outage');
    expect(simulator.faults()).toEqual([]);
    await press('internet-gone');
    const { text } = await call(simulator, '/simulator/');
    expect(text).toMatch(/value="internet-gone" aria-pressed="true"/);
    expect(text).toContain('No kiosk reaches Confera');
    await press('internet-gone');
    expect((await scanBadge(simulator, 'BADGE-2')).status).toBe(200);
    await press('replay');
    expect(simulator.replay()).toBe(false);
    await press('scopes-first');
    await press('envelope-error-object');
    expect(simulator.behaviour()).toMatchObject({ scopesFirst: false, envelope: 'error-object' });
    await press('scopes-first');
    await press('envelope-flat');
    expect((await press('gremlins')).status).toBe(400);
  });

  test('the control page says in words which faults there are, and shows no key whole', async () => {
    simulator.setFaults([
      { fault: { kind: 'latency', ms: 2500 }, on: 'badges', times: 2, chance: 0.25 },
      { fault: { kind: 'ok-false', acts: true }, key: 'cat_demo_all', after: 1 },
      { fault: { kind: 'redirect', status: 307 }, on: 'all', path: 'website/site', code: 'A<1' },
    ]);
    const { text } = await call(simulator, '/simulator/');
    const [, list = ''] = /<h2>Faults now<\/h2>([\s\S]*?)<\/ol>/.exec(text) ?? [];
    expect(list.match(/<li>.*?<\/li>/g)).toEqual([
      '<li>Answers 2.5 seconds late: badge check-ins, at most 2 times, in 25 % of the cases</li>',
      '<li>The answer says ok: false, after it was recorded: check-ins, only the key …_all, after 1 request</li>',
      '<li>Redirects (307): every request, only paths that end in website/site, only the code A&lt;1</li>',
    ]);
    expect(list).not.toContain('{');
  });

  test('the control page shows what was sent as text, not as markup', async () => {
    await scanBadge(simulator, '<script>alert(1)</script>');
    const page = await call(simulator, '/simulator/');
    expect(page.text).not.toContain('<script');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('the reset button of the page leads back to it', async () => {
    await scanBadge(simulator, 'BADGE-1');
    const reset = await call(simulator, '/simulator/page/reset', { method: 'POST' });
    expect([reset.status, reset.headers.location]).toEqual([303, '/simulator/']);
    expect(simulator.checkins()).toEqual([]);
  });

  test('the sheet has a QR code for every badge and loads nothing', async () => {
    const sheet = await call(simulator, '/badges');
    expect(sheet.headers['content-type']).toContain('text/html');
    for (const { code, name } of simulator.badges) {
      expect(sheet.text).toContain(`id="${code}"`);
      expect(sheet.text).toContain(name);
    }
    expect(sheet.text.match(/<svg xmlns/g)).toHaveLength(simulator.badges.length);
    expect(sheet.text).not.toMatch(/<script|<link|src=|url\(/);
  });

  test('the address alone leads to the control page', async () => {
    expect((await call(simulator, '/')).headers.location).toBe('/simulator/');
  });
});
