// `npm run demo -- --gates 2` as somebody tries it: the hub of a venue, seen from its entrances.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { findTestServer } from '../../build/test-servers.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { CHROMIUM_FLAGS } from '../fixtures/chromium-flags.ts';
import { whyNoHub } from '../fixtures/running-hub.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { call } from '../simulator/client.ts';
import { startKioskProcess } from './drivers/kiosk-process.ts';
import { outcomeIs, screenIs, standingIs } from './fixtures/page-marks.ts';
import { allProcesses, descendantsOf } from './fixtures/processes.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

const MAIN = path.resolve(import.meta.dirname, '../../build/demo.ts');

const program = findChromium(process.env);
const whyNot =
  whyNoHub() ??
  (program ? null : 'there is no Chromium on this machine (KIOSK_CHROMIUM names one)');

/** How every join line begins. */
const JOIN_LINE = 'hub1.';

/** Opens a gate's page, with a scanner that tells what the kiosk has answered. */
async function openGate(context: BrowserContext, url: string) {
  const page = await context.newPage();
  await page.goto(url);
  await screenIs(page, 'scan');
  const scanner = await WedgeScanner.attachTo(page);
  const scan = async (code: string) => {
    const answer = page.waitForResponse((response) => response.url().endsWith('/bridge/scan'));
    await scanner.scan(code);
    return (await answer).json() as Promise<unknown>;
  };
  return { page, scan };
}

it('a badge that went in at one gate is known at the next while the internet is gone', async ({
  skip,
}) => {
  if (whyNot) skip(whyNot);
  const temporary = temporaryFolder();
  // The longest wait for the hub, since this machine may be busy.
  const demo = startKioskProcess([MAIN, '--gates', '2', '--no-open', '--hub-wait-ms', '500'], {
    TMPDIR: temporary,
    KIOSK_HUB_SERVER: findTestServer('nats-server') ?? '',
  });
  onTestFinished(async () => void (await demo.close()));
  const launching = chromium.launch({ executablePath: program ?? '', args: CHROMIUM_FLAGS });
  onTestFinished(async () => (await launching).close());
  const confera = (await demo.line('confera http://127.0.0.1:')).slice('confera '.length);
  await demo.line('hub tls://127.0.0.1:');
  const urls = await demo.lines('kiosk ', 2);
  for (const [index, name] of ['Gate A', 'Gate B'].entries()) {
    const way = `\n  ${name}: ${urls[index]?.slice('kiosk '.length)}\n`;
    await until(async () => expect(demo.stderr()).toContain(way));
  }
  const own = demo.child.pid ?? 0;
  const started = descendantsOf(own);
  expect(started.length).toBeGreaterThan(0);
  for (const { id, commandLine, environment } of allProcesses()) {
    if (id !== own && !started.some((each) => each.id === id)) continue;
    expect(commandLine + environment).not.toContain(JOIN_LINE);
  }

  const context = await (await launching).newContext();
  const [a, b] = await Promise.all(
    urls.map((line) => openGate(context, line.slice('kiosk '.length))),
  );
  if (!a || !b) throw new Error('There are not two gates');

  const internet = (gone: boolean) =>
    call({ url: confera }, '/simulator/internet', { method: 'PUT', body: { gone } });
  await internet(true);
  expect(await a.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  await outcomeIs(a.page, 'queued');
  expect(await b.scan('BADGE-2')).toMatchObject({
    outcome: 'already-checked-in',
    reason: expect.stringMatching(/^elsewhere(-just-now)?$/),
    first: { location: 'Gate A' },
  });
  await outcomeIs(b.page, 'already-checked-in');

  await internet(false);
  for (const { page } of [a, b]) await standingIs(page, 'online', 0);
  const checkins = await call({ url: confera }, '/simulator/checkins');
  expect(checkins.json()).toMatchObject([{ code: 'BADGE-2' }]);

  expect(await demo.close()).toBe(0);
  for (const { id } of started) expect(() => process.kill(id, 0)).toThrow('ESRCH');
  expect(readdirSync(temporary)).toEqual([]);
});
