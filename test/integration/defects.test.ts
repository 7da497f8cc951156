import { readFileSync } from 'node:fs';
import path from 'node:path';
import { request } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { NO_PAGE } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** Defects of our own: each leaves its stack in the log, and takes nothing with it. */

const logOf = (dataDir: string) => readFileSync(path.join(dataDir, 'logs', 'kiosk.log'), 'utf8');

async function simulator() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  return sim;
}

test('a call that the kiosk can’t answer is a 500 with its stack in the log; one of a foreign page is a 400', async () => {
  const sim = await simulator();
  const dataDir = temporaryFolder();
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: { baseUrl: sim.url, apiKey: 'cat_demo_all', timeZone: 'UTC' },
    keyStore: keyStoreWithHub(dataDir),
  });
  await kiosk.start();
  const served = await serveKiosk({ kiosk, page: NO_PAGE, port: 0 });
  onTestFinished(async () => {
    await served.close();
    await kiosk.close();
  });
  const { headers, body } = await request(served.url);
  await body.dump();
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const call = async (method: string, input: unknown) => {
    const answer = await request(new URL(`/bridge/${method}`, served.url), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  vi.spyOn(kiosk, 'state').mockImplementation(() => {
    throw new Error('a defect in the state');
  });
  expect(await call('getState', {})).toBe(500);
  expect(await call('getState', 'nonsense')).toBe(400);
  expect(await call('nothing', {})).toBe(400);
  await vi.waitFor(() => {
    const lines = logOf(dataDir)
      .split('\n')
      .filter((line) => line.includes('a defect in the state'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('defects.test.ts');
  });
  vi.restoreAllMocks();
});

test('a listener that throws leaves its stack in the log, and the backlog is drained all the same', async () => {
  const sim = await simulator();
  const { port } = new URL(sim.url);
  await sim.close();
  const kiosk = runCore(coreSettings(sim.url));
  for (let n = 0; n < 12; n += 1) await kiosk.scan(`TEST-${n}`);
  kiosk.core.events.on('settled', () => {
    throw new Error('a defect in a listener');
  });
  const again = await startSimulator({ port: Number(port) });
  onTestFinished(() => again.close());
  await kiosk.statusIs(({ queued }) => queued === 0);
  expect(again.checkins()).toHaveLength(12);
  await kiosk.close();
  expect(logOf(kiosk.dataDir)).toContain('a defect in a listener');
});
