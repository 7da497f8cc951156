import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from './drivers/served.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { runScanningKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';

/** Another server of this machine, which the same browser visits. */
async function runOtherServer(answer: (asked: IncomingMessage, response: ServerResponse) => void) {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The page still scans, after a reload and in a second tab, too. */
async function stillWorks({ page }: ScanningKiosk, code: string): Promise<void> {
  const scanner = await WedgeScanner.attachTo(page);
  await scanner.scan(`${code}-1`);
  await outcomeIs(page, 'checked-in');
  await page.reload();
  await screenIs(page, 'scan');
  await scanner.scan(`${code}-2`);
  await outcomeIs(page, 'checked-in');
  const second = await page.context().newPage();
  await second.goto(page.url());
  await screenIs(second, 'scan');
  await second.close();
}

describe.skipIf(served.unavailable)('another server on this machine, in the same browser', () => {
  it('gets nothing that lets it in', async () => {
    const kiosk = await runScanningKiosk(served);
    const { page, origin } = kiosk;
    const { port } = new URL(origin);
    const received: IncomingMessage['headers'][] = [];
    const other = await runOtherServer(({ headers }, response) => {
      received.push(headers);
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Other</title>');
    });
    const tab = await page.context().newPage();
    for (const address of ['/', '/opening', '/bridge/getState', '/index.html?secret=x']) {
      await tab.goto(`${other}${address}`);
    }
    await tab.goto(`http://localhost:${new URL(other).port}/`).catch(() => {});
    expect(received.length).toBeGreaterThan(3);
    const said = JSON.stringify(received);
    for (const { name, value } of await page.context().cookies()) {
      expect([name, said.includes(value)]).toEqual([name, false]);
    }
    expect(said).not.toContain(`kiosk-${port}`);
    expect(said).not.toContain(new URL(page.url()).pathname);
    // It has nothing to replay.
    for (const { cookie } of received) {
      const headers = { host: new URL(origin).host, ...(cookie && { cookie }) };
      expect(await request(origin, { headers })).toMatchObject({ statusCode: 403 });
    }
    await stillWorks(kiosk, 'TEST-VISITED');
  });

  it('puts no cookie in the place of the kiosk’s', async () => {
    const kiosk = await runScanningKiosk(served);
    const { page, origin } = kiosk;
    const { port } = new URL(origin);
    const paths = ['/', '/bridge', '/bridge/events', '/opening', '/index.html'];
    const names = [`kiosk-${port}`, `kiosk-opening-${port}`];
    const overwriting = paths.flatMap((at) => names.map((name) => `${name}=other; Path=${at}`));
    const other = await runOtherServer((_, response) => {
      response.setHeader('set-cookie', overwriting);
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Other</title>');
    });
    const tab = await page.context().newPage();
    await tab.goto(other);
    const values = (await page.context().cookies(origin)).map(({ value }) => value);
    expect(values).toContain('other');
    await tab.close();
    await stillWorks(kiosk, 'TEST-OVERWRITTEN');
  });

  it('makes the browser ask for nothing in its place', async () => {
    const kiosk = await runScanningKiosk(served);
    const { page, simulator } = kiosk;
    const other = await runOtherServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Other</title>');
    });
    const tab = await page.context().newPage();
    await tab.goto(other);
    // Even one that had seen the address of the page.
    const answers = await tab.evaluate(async (home) => {
      const ask = (init: RequestInit) =>
        fetch(`${home}bridge/scan`, { credentials: 'include', ...init }).then(
          ({ type, status }) => `${type} ${status}`,
          () => 'refused',
        );
      const body = '{"raw":"TEST-BY-ANOTHER-PAGE","source":"wedge"}';
      const frame = document.createElement('iframe');
      frame.src = home;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      return [
        await ask({ method: 'POST', body }),
        await ask({ method: 'POST', body, mode: 'no-cors' }),
        await ask({ mode: 'no-cors' }),
      ];
    }, page.url());
    // The second and third answer it may not read; what came of them is looked at below.
    expect(answers[0]).toBe('refused');
    const refused = tab.waitForResponse((response) => response.url() === page.url());
    await tab.evaluate((home) => {
      location.href = home;
    }, page.url());
    expect((await refused).status()).toBe(403);
    await tab.close();
    await stillWorks(kiosk, 'TEST-NOT-ASKED');
    const codes = simulator.journal().map(({ code }) => code);
    expect(codes).not.toContain('TEST-BY-ANOTHER-PAGE');
  });
});
