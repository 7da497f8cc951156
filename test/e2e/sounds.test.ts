import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { notePlayed, played } from './fixtures/played-sounds.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openScannerTest } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

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
    for (const name of ['welcome', 'again', 'saved', 'ask', 'stop'] as const) {
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
