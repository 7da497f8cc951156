import path from 'node:path';
import { request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const PAGE = path.resolve(import.meta.dirname, '../../out/renderer');

/** A served kiosk before its set-up, asked over plain HTTP. */
async function serve() {
  const dataDir = temporaryFolder();
  const keyStore = fileKeyStore(dataDir);
  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore });
  await kiosk.start();
  const served = await serveKiosk({ kiosk, page: readPage(PAGE), port: 0 });
  onTestFinished(async () => {
    await served.close();
    await kiosk.close();
  });
  const { origin, host } = new URL(served.url);
  const ask = async (target: string, options: Parameters<typeof request>[1] = {}) => {
    const answer = await request(new URL(target, origin), options);
    return {
      ...answer,
      text: answer.headers['content-type'] === 'text/event-stream' ? '' : await answer.body.text(),
    };
  };
  /** Trades a secret for the cookie. */
  const admit = async (url: string) => {
    const { headers } = await ask(url);
    return String(headers['set-cookie']).split(';')[0] ?? '';
  };
  return { ...served, kiosk, origin, host, ask, admit };
}

const ADDRESSES = [
  '/',
  '/index.html',
  '/opening',
  '/bridge/events',
  '/bridge/getState',
  '/no-such-file',
];

it('is refused without the secret or the cookie, whatever is asked for', async () => {
  const { ask } = await serve();
  for (const address of ADDRESSES) {
    for (const method of ['GET', 'POST', 'PUT', 'OPTIONS'] as const) {
      expect(await ask(address, { method }), `${method} ${address}`).toMatchObject({
        statusCode: 403,
      });
    }
  }
  expect(await ask('/?secret=')).toMatchObject({ statusCode: 403 });
  expect(await ask('/?secret=guessed')).toMatchObject({ statusCode: 403 });
  expect(await ask('/', { headers: { cookie: 'kiosk-1=guessed' } })).toMatchObject({
    statusCode: 403,
  });
});

it('trades the secret for a cookie that scripts, other sites and other paths never see, again and again', async () => {
  const { ask, url } = await serve();
  const homes = new Set<string>();
  for (const _time of [1, 2]) {
    const { statusCode, headers } = await ask(url);
    expect(statusCode).toBe(303);
    const home = String(headers.location);
    expect(home).toMatch(/^\/[\w-]{32}\/$/);
    expect(headers['set-cookie']).toMatch(/^kiosk-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=/);
    expect(headers['set-cookie']).toContain(`; Path=${home}`);
    const cookie = String(headers['set-cookie']).split(';')[0];
    const page = await ask(home, { headers: { cookie } });
    expect(page).toMatchObject({ statusCode: 200, text: expect.stringContaining('<title>') });
    // It is the cookie that admits, not the path.
    expect(await ask(home)).toMatchObject({ statusCode: 403 });
    homes.add(home);
  }
  expect(homes.size).toBe(1);
});

it('finds its cookie among others of the same name', async () => {
  const { ask, admit, url } = await serve();
  const cookie = await admit(url);
  const [name] = cookie.split('=');
  for (const both of [`${cookie}; ${name}=other`, `${name}=other; ${cookie}`]) {
    expect(await ask('/', { headers: { cookie: both } })).toMatchObject({ statusCode: 200 });
  }
});

it('lets a window in once, by a cookie for its first address', async () => {
  const { ask, admitWindow } = await serve();
  const { url, cookie } = admitWindow();
  expect(url).not.toContain(cookie.value);
  const refused = await ask(url);
  // Until it has the cookie it tries again.
  expect(refused).toMatchObject({ statusCode: 403, headers: { refresh: '1' } });
  expect(refused.headers['set-cookie']).toBeUndefined();

  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  const admitted = await ask(url, { headers });
  const cookies = admitted.headers['set-cookie'] as string[];
  expect(admitted.statusCode).toBe(303);
  expect(cookies[0]).toBe(`${cookie.name}=; Path=/opening; Max-Age=0`);
  const session = { headers: { cookie: cookies[1]?.split(';')[0] ?? '' } };
  expect(await ask(String(admitted.headers.location), session)).toMatchObject({ statusCode: 200 });

  // The secret of a window is no other address's.
  expect(await ask(`/?secret=${admitWindow().cookie.value}`)).toMatchObject({ statusCode: 403 });
});

it('takes back what a secret for one opening has given when it comes again', async () => {
  const { ask, admitWindow } = await serve();
  const pages: number[] = [];
  const { url, cookie } = admitWindow({ onPages: (open) => pages.push(open), onCovered: () => {} });
  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  const { headers: given } = await ask(url, { headers });
  const session = {
    headers: { cookie: (given['set-cookie'] as string[])[1]?.split(';')[0] ?? '' },
  };
  const events = await ask('/bridge/events', session);
  expect(pages).toEqual([1]);

  expect(await ask(url, { headers })).toMatchObject({ statusCode: 403 });
  expect(await ask('/', session)).toMatchObject({ statusCode: 403 });
  await expect(events.body.text()).rejects.toThrow();
  await expect.poll(() => pages).toEqual([1, 0]);
});

it('lets a window in no longer once it has ended', async () => {
  const { ask, admitWindow } = await serve();
  const [used, unused] = [admitWindow(), admitWindow()];
  const asked = ({ cookie }: typeof used) => ({
    headers: { cookie: `${cookie.name}=${cookie.value}` },
  });
  const { headers } = await ask(used.url, asked(used));
  const session = {
    headers: { cookie: (headers['set-cookie'] as string[])[1]?.split(';')[0] ?? '' },
  };
  expect(await ask('/', session)).toMatchObject({ statusCode: 200 });
  used.end();
  unused.end();
  expect(await ask('/', session)).toMatchObject({ statusCode: 403 });
  expect(await ask(unused.url, asked(unused))).toMatchObject({ statusCode: 403 });
});

it('is refused to the pages of other sites, and of other ports of this machine', async () => {
  const { ask, admit, url } = await serve();
  const cookie = await admit(url);
  const site = (name: string) => ({ headers: { cookie, 'sec-fetch-site': name } });
  for (const address of ADDRESSES) {
    for (const foreign of ['same-site', 'cross-site', 'anything']) {
      expect(await ask(address, site(foreign)), foreign).toMatchObject({ statusCode: 403 });
    }
  }
  expect(await ask(url, site('cross-site'))).toMatchObject({ statusCode: 403 });
  for (const own of ['same-origin', 'none']) {
    expect(await ask('/', site(own)), own).toMatchObject({ statusCode: 200 });
    expect(await ask(url, site(own)), own).toMatchObject({ statusCode: 303 });
  }
});

it('is refused under a foreign name and from a foreign page, with the cookie, too', async () => {
  const { ask, admit, url, host, origin } = await serve();
  const cookie = await admit(url);
  const { port } = new URL(origin);
  for (const foreign of [
    `kiosk.example:${port}`,
    '127.0.0.1:1',
    '127.0.0.1',
    `127.0.0.1.example:${port}`,
  ]) {
    const asked = { headers: { host: foreign, cookie } };
    expect(await ask('/', asked), foreign).toMatchObject({ statusCode: 403 });
    expect(await ask(url, { headers: { host: foreign } }), foreign).toMatchObject({
      statusCode: 403,
    });
  }
  for (const foreign of [
    'https://elsewhere.example',
    'null',
    `https://${host}`,
    'http://127.0.0.1:1',
  ]) {
    const headers = { cookie, origin: foreign, 'content-type': 'application/json' };
    for (const address of ADDRESSES) {
      expect(await ask(address, { headers }), foreign).toMatchObject({ statusCode: 403 });
    }
    const call = await ask('/bridge/getState', { method: 'POST', headers, body: '{}' });
    expect(call, foreign).toMatchObject({
      statusCode: 403,
      text: expect.not.stringContaining('screen'),
    });
  }
});

it('answers its own page, under its two names', async () => {
  const { ask, admit, url, origin } = await serve();
  const cookie = await admit(url);
  const { port } = new URL(origin);
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    const headers = { host, origin: `http://${host}`, cookie };
    const state = await ask('/bridge/getState', { method: 'POST', headers, body: '{}' });
    expect(state.statusCode).toBe(200);
    expect(JSON.parse(state.text)).toMatchObject({ screen: 'setup' });
  }
});

it('gives every answer the policy, also a refusal', async () => {
  const { ask, admit, url } = await serve();
  const cookie = await admit(url);
  for (const answer of [await ask('/', { headers: { cookie } }), await ask('/'), await ask(url)]) {
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  }
});

it('gives away no file but those of the page, and takes no call that it does not know', async () => {
  const { ask, admit, url } = await serve();
  const cookie = await admit(url);
  const headers = { cookie };
  for (const address of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
  ]) {
    expect(await ask(address, { headers }), address).toMatchObject({ statusCode: 404 });
  }
  const post = (address: string, body: string) => ask(address, { method: 'POST', headers, body });
  expect(await post('/bridge/noSuchMethod', '{}')).toMatchObject({ statusCode: 400 });
  expect(await post('/bridge/toString', '{}')).toMatchObject({ statusCode: 400 });
  expect(await post('/bridge/scan', '{"raw":1}')).toMatchObject({ statusCode: 400 });
  expect(await post('/bridge/scan', 'not json')).toMatchObject({ statusCode: 400 });
  expect(await post('/bridge/scan', 'x'.repeat(100_000))).toMatchObject({ statusCode: 413 });
});

it('keeps what staff may see behind the PIN of each session', async () => {
  const { kiosk, ask, admit, url } = await serve();
  await kiosk.pin.set('90371528');
  const [one, other] = [await admit(url), await admit(url)];
  const call = (cookie: string, method: string, body = '{}') =>
    ask(`/bridge/${method}`, { method: 'POST', headers: { cookie }, body }).then(({ text }) =>
      JSON.parse(text),
    );
  for (const cookie of [one, other]) {
    for (const method of ['getStaffOverview', 'exportWaiting', 'leave']) {
      expect(await call(cookie, method), method).toEqual({ ok: false, problem: 'locked' });
    }
    expect(await call(cookie, 'sendAgain', '{"scanId":null}')).toMatchObject({ problem: 'locked' });
  }
});
