import path from 'node:path';
import { request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPageFiles } from '../../electron/served/page-files.ts';
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
  const served = await serveKiosk({ kiosk, page: readPageFiles(PAGE), port: 0 });
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

const ADDRESSES = ['/', '/index.html', '/bridge/events', '/bridge/getState', '/no-such-file'];

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

it('trades the secret for a cookie that scripts and other sites never see, again and again', async () => {
  const { ask, url, origin } = await serve();
  for (const _time of [1, 2]) {
    const { statusCode, headers } = await ask(url);
    expect(statusCode).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    const cookie = String(headers['set-cookie']).split(';')[0];
    expect(await ask(origin, { headers: { cookie } })).toMatchObject({ statusCode: 200 });
  }
});

it('takes the secret for one opening once', async () => {
  const { ask, singleUseUrl } = await serve();
  const [first, second] = [singleUseUrl(), singleUseUrl()];
  expect(first).not.toBe(second);
  expect(await ask(first)).toMatchObject({ statusCode: 303 });
  expect(await ask(first)).toMatchObject({ statusCode: 403 });
  expect(await ask(second)).toMatchObject({ statusCode: 303 });
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
