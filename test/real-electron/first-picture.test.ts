// What a visitor sees while the packed app starts.
import { expect, it, onTestFinished } from 'vitest';
import { UNEVEN_KEYS } from '../e2e/fixtures/kiosk-window.ts';
import { readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { readyToScan, START_MS, startPacked } from './fixtures/packed-kiosk.ts';
import { GROUNDS, groundShown } from './fixtures/screen.ts';

it(
  'an empty dark window never takes the place of the light page to come',
  async () => {
    const simulator = await runSimulator();
    const kiosk = startPacked({ env: { ...readySettings(simulator), ...UNEVEN_KEYS } });
    onTestFinished(kiosk.end);
    const seen: string[] = [];
    let isReady = false;
    const ready = readyToScan(kiosk).finally(() => {
      isReady = true;
    });
    while (!isReady) seen.push(await groundShown());
    await ready;
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toContain(GROUNDS.idle);
    expect(seen).not.toContain(GROUNDS.dark);
  },
  2 * START_MS,
);
