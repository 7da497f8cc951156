// The way of the programme from Confera to the page: the pushed state, the logo from the page's own origin, and the wipe.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { NO_PAGE } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import { Arrivals } from '../fixtures/arrivals.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { SAMPLE_IMAGES } from '../simulator/images/sample-images.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** A kiosk on a clock that is moved by hand, and every state that it has pushed. */
async function runKiosk() {
  const clock = new ManualClock();
  const simulator = await startSimulator({ now: clock.now });
  const dataDir = temporaryFolder();
  const keyStore = keyStoreWithHub(dataDir);
  writeSavedSettings(dataDir, { baseUrl: simulator.url });
  keyStore.save({ key: 'cat_demo_kiosk', origin: simulator.url });
  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore, clock });
  const states = new Arrivals<KioskState>();
  kiosk.events.on('state', (state) => states.add(state));
  onTestFinished(async () => {
    await kiosk.close();
    await simulator.close();
  });
  await kiosk.start();
  return { kiosk, clock, simulator, dataDir, states };
}

/** Resolves with the first state that fits, while time passes. */
async function stateWith(
  { clock, states }: Awaited<ReturnType<typeof runKiosk>>,
  fits: (state: KioskState) => boolean,
) {
  const found = states.first(fits);
  let isFound = false;
  void found.then(() => {
    isFound = true;
  });
  while (!isFound) {
    clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

test('the page gets the logo from its own origin, behind its cookie, by a hash alone', async () => {
  const running = await runKiosk();
  const { kiosk } = running;
  const served = await serveKiosk({ kiosk, page: NO_PAGE, port: 0 });
  onTestFinished(() => served.close());
  const { programme } = await stateWith(running, (state) => state.programme?.logo != null);
  expect(programme?.name).toBe('Harbour Conference');

  const { origin } = new URL(served.url);
  const admitted = await request(served.url);
  const cookie = String(admitted.headers['set-cookie']).split(';')[0] ?? '';
  const home = new URL(String(admitted.headers.location), origin);
  const ask = (target: string, headers: Record<string, string> = { cookie }) =>
    request(new URL(target, home), { headers });
  const logo = await ask(programme?.logo ?? '');
  expect(logo.statusCode).toBe(200);
  expect(logo.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(Buffer.from(await logo.body.arrayBuffer())).toEqual(SAMPLE_IMAGES['logo.png']?.().bytes);

  expect((await ask(programme?.logo ?? '', {})).statusCode).toBe(403);
  const foreign = { cookie, origin: 'https://elsewhere.example' };
  expect((await ask(programme?.logo ?? '', foreign)).statusCode).toBe(403);
  for (const path of [
    `images/${'0'.repeat(64)}`,
    `${programme?.logo}.png`,
    'images/logo.png',
    'images/../device.json',
    'images/%2e%2e%2fdevice.json',
    'http-cache/',
  ]) {
    expect((await ask(path)).statusCode, path).toBe(404);
  }
});

test('a wiped device keeps nothing of it', async () => {
  const running = await runKiosk();
  const { kiosk, dataDir } = running;
  await stateWith(running, (state) => state.programme?.logo != null);
  expect(existsSync(path.join(dataDir, 'http-cache'))).toBe(true);
  await kiosk.wipe();
  expect(kiosk.state().programme).toBeNull();
  expect(existsSync(path.join(dataDir, 'http-cache'))).toBe(false);
});
