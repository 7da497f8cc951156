// What only the page decides of the event's programme. It is the same on every driver, so one is enough.
import { describe, expect, it, onTestFinished } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { served } from './drivers/served.ts';
import {
  board,
  boardFits,
  crowdedConference,
  logo,
  QUICKLY_STALE,
  session,
} from './fixtures/idle-programme.ts';
import { nextResult, outcomeIs } from './fixtures/page-marks.ts';
import {
  readySettings,
  runKiosk,
  runScanningKiosk,
  runSimulator,
} from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

describe.skipIf(served.unavailable)('what the page shows of it', () => {
  it('is the event’s name once, to the eye and to a screen reader, also under the greeting of a visitor', async () => {
    const nobody = { code: 'TEST-UNNAMED', name: '', behaviour: 'valid', note: '' } as const;
    const simulator = await startSimulator({ badges: [nobody] });
    onTestFinished(() => simulator.close());
    const { page } = await runKiosk(served, { env: readySettings(simulator) });
    const timesNamed = async () => {
      const main = page.locator('main');
      const said = [await main.innerText(), await main.ariaSnapshot()];
      return said.map((text) => text.split('Harbour Conference').length - 1);
    };
    await board(page).waitFor();
    await logo(page).waitFor();
    expect(await timesNamed()).toEqual([1, 1]);
    await (await WedgeScanner.attachTo(page)).scan(nobody.code);
    await page.getByRole('status').getByText(WORDS.result.welcome, { exact: true }).waitFor();
    expect(await timesNamed()).toEqual([1, 1]);
  });

  it('is nothing for a key that may not read it', async () => {
    const { page, simulator } = await runScanningKiosk(served, {
      env: { CONFERA_API_KEY: 'cat_demo_gate', KIOSK_EVENT_NAME: '' },
    });
    await simulator.waitFor(
      (journal) => journal.filter(({ status }) => status === 403).length >= 3,
      { timeoutMs: 15_000 },
    );
    await outcomeIs(page, 'idle');
    expect(await page.locator('[data-programme], .board, .logo, .branded').count()).toBe(0);
    expect(await page.locator('.idle .title').textContent()).toBe(WORDS.idle.headline);
  });

  it('is not touched by a scan, which takes the screen at once', async () => {
    const { page, scanner } = await runScanningKiosk(served);
    await board(page).waitFor();
    await logo(page).waitFor();
    await page.evaluate(() => {
      const seen = { changes: 0 };
      Object.assign(globalThis, { seen });
      const shown = document.querySelector('.board');
      if (shown) {
        new MutationObserver((changes) => {
          seen.changes += changes.length;
        }).observe(shown, {
          ...{ subtree: true, childList: true, attributes: true, characterData: true },
        });
      }
    });
    const told = await nextResult(page);
    await scanner.scan('TEST-IDLE-1');
    await told('checked-in');
    // The result covers all of it.
    const covered = await board(page).evaluate((it) => {
      const { left, top } = it.getBoundingClientRect();
      return document.querySelector('.result')?.classList.contains('opaque') && left > 0 && top > 0;
    });
    expect(covered).toBe(true);
    await outcomeIs(page, 'idle');
    await board(page).waitFor();
    const changes = () => page.evaluate(() => Reflect.get(globalThis, 'seen').changes);
    expect(await changes()).toBe(0);
  });
});

/** Two sessions of many, before a clock that the test moves on. */
async function runInTurns({ reducedMotion }: { reducedMotion: 'reduce' | 'no-preference' }) {
  const simulator = await runSimulator();
  simulator.setConference(crowdedConference());
  const { page } = await runKiosk(served, {
    env: readySettings(simulator),
    onPage: async (opened) => {
      await opened.emulateMedia({ reducedMotion });
      await opened.clock.install();
    },
  });
  await board(page).waitFor();
  const part = (which: 'first' | 'last') => board(page).locator('.part')[which]();
  const titles = () => part('first').locator('.session').allTextContents();
  const first = await titles();
  expect(first).toHaveLength(2);
  return { page, first, titles, next: () => part('last').textContent() };
}

it('sessions at the same time take turns', async () => {
  const { page, first, titles, next } = await runInTurns({ reducedMotion: 'no-preference' });
  const coming = await next();
  await page.clock.fastForward(8000);
  await until(async () => {
    const now = await titles();
    expect(now).toHaveLength(2);
    for (const title of first) expect(now).not.toContain(title);
  });
  expect(await next()).toBe(coming);
});

it('they take none for somebody who asked for no motion', async () => {
  const { page, first, titles } = await runInTurns({ reducedMotion: 'reduce' });
  const clock = page.locator('.clock');
  const minute = await clock.textContent();
  await page.clock.fastForward(70_000);
  // The page has gone on by then.
  await until(async () => expect(await clock.textContent()).not.toBe(minute));
  expect(await titles()).toEqual(first);
});

it('KIOSK_EVENT_NAME wins over the name that Confera gives', async () => {
  const { page } = await runScanningKiosk(served, { env: { KIOSK_EVENT_NAME: 'Our own name' } });
  await board(page).waitFor();
  expect(await page.locator('.top-edge .event').textContent()).toBe('Our own name');
});

it('a logo that can’t be shown is left out, and the rest stays where it is', async () => {
  const { page } = await runScanningKiosk(served, {
    onPage: async (opened) => {
      await opened.route('**/images/*', (route) =>
        route.fulfill({ contentType: 'image/png', body: 'no picture' }),
      );
    },
  });
  await board(page).waitFor();
  await until(async () => {
    const image = page.locator('.logo img');
    expect(await image.evaluate((it) => (it as HTMLImageElement).complete)).toBe(true);
  });
  expect(await logo(page).count()).toBe(0);
  await boardFits(page);
});

it('without the network it is there from the start, with its age, and nothing else moves', async () => {
  const simulator = await runSimulator();
  simulator.setBehaviour({ readCaching: QUICKLY_STALE });
  simulator.setConference({ events: [session('Lanterns', 'Harbour Hall', -1, 30)] });
  const env = readySettings(simulator);
  const first = await runKiosk(served, { env });
  await board(first.page).waitFor();
  await logo(first.page).waitFor();
  const before = await first.page.locator('.idle .title').boundingBox();
  expect(await board(first.page).locator('.as-of').count()).toBe(0);
  await first.close();

  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const { page } = await runKiosk(served, { env, dataDir: first.dataDir });
  await board(page).getByText('Lanterns').waitFor();
  await board(page).locator('.as-of').waitFor();
  await logo(page).waitFor();
  expect(await page.locator('.idle .title').boundingBox()).toEqual(before);
  await boardFits(page);

  // Beside a time of another day a room has a line of its own where one line is too short for both.
  for (const [width, height] of [
    [1024, 768],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    const room = board(page).getByText('Harbour Hall');
    const isCut = await room.evaluate((it) => it.scrollWidth > it.clientWidth);
    expect({ width, height, isCut }).toEqual({ width, height, isCut: false });
  }
});
