import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openScannerTest } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

type Played = { file: string; volume: number; allowed: boolean };

declare global {
  interface Window {
    playedSounds: Played[];
  }
}

/** Notes each sound that the page plays, and whether the browser let it. */
async function notePlayed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.playedSounds = [];
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = async function note() {
      const [file = ''] = new URL(this.src).pathname.split('/').at(-1)?.split(/[-.]/) ?? [];
      const played = { file, volume: this.volume, allowed: true };
      window.playedSounds.push(played);
      try {
        await play.call(this);
      } catch (error) {
        played.allowed = (error as Error).name !== 'NotAllowedError';
        throw error;
      }
    };
  });
}

function played(page: Page): Promise<Played[]> {
  return page.evaluate(() => window.playedSounds);
}

describeOnEveryDriver('the sounds of results', (driver) => {
  it('come with each result, as loud as is set', async () => {
    const kiosk = await runScanningKiosk(driver, {
      env: { KIOSK_VOLUME: '60' },
      onPage: notePlayed,
    });
    const { page, scanner } = kiosk;
    await scanner.scan('BADGE-1');
    await until(async () =>
      expect(await played(page)).toEqual([{ file: 'welcome', volume: 0.6, allowed: true }]),
    );
    await scanner.scan('BADGE-UNKNOWN');
    await until(async () =>
      expect(await played(page)).toContainEqual({ file: 'stop', volume: 0.6, allowed: true }),
    );
  });

  it('can be tried by staff', async () => {
    const kiosk = await runScanningKiosk(driver, {
      env: { KIOSK_VOLUME: '30' },
      onPage: notePlayed,
    });
    await openScannerTest(kiosk.page, PIN);
    for (const name of ['welcome', 'again', 'saved', 'stop'] as const) {
      const button = kiosk.page.getByRole('button', { name: WORDS.sound.cues[name], exact: true });
      await button.click();
      await until(async () =>
        expect((await played(kiosk.page)).at(-1)).toMatchObject({ file: name, volume: 0.3 }),
      );
    }
  });

  it('are said to be off while the volume is 0', async () => {
    const kiosk = await runScanningKiosk(driver, { env: { KIOSK_VOLUME: '0' } });
    await openScannerTest(kiosk.page, PIN);
    await kiosk.page.getByText(WORDS.sound.muted).waitFor();
    const button = kiosk.page.getByRole('button', { name: WORDS.sound.cues.stop, exact: true });
    expect(await button.isDisabled()).toBe(true);
  });
});
