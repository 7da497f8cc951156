import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { cheapCode, PASSPHRASE } from '../unit/provisioning/a-code.ts';
import { served } from './drivers/served.ts';
import { writeBadgeVideo } from './fixtures/fake-camera-video.ts';
import { Finger } from './fixtures/finger.ts';
import { filesWith } from './fixtures/folder-contents.ts';
import { comesIntoView } from './fixtures/in-view.ts';
import { outcomeIs, resultSays, screenIs } from './fixtures/page-marks.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { onward, stepIs } from './fixtures/set-up.ts';
import { field, openSettings } from './fixtures/staff-area.ts';
import { touchKeys } from './fixtures/touch-keys.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.provisioning;

describe('a provisioning code on a kiosk', () => {
  it('sets a new one up to its first green scan, changes nothing at the scan screen, and brings a new key to staff', async () => {
    const simulator = await runSimulator();
    const { page, dataDir, close } = await runKiosk(served);
    await stepIs(page, 'connect');
    const scanner = await WedgeScanner.attachTo(page);
    const panel = page.getByRole('region', { name: SAY.headline });
    const button = (name: string) => panel.getByRole('button', { name, exact: true });
    const says = (text: string) => panel.getByText(text, { exact: true }).waitFor();
    const passphrase = panel.getByLabel(SAY.passphrase, { exact: true });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    const contents = { address: simulator.url, location: 'North entrance', language: 'en' };
    const code = await cheapCode({ ...contents, key: KEY });

    await scanner.scan('TEST-BADGE');
    await says(SAY.problem['no-code']);
    await scanner.scan(code.slice(0, -7));
    await says(SAY.problem.damaged);
    await scanner.scan(code);
    await says(SAY.taken);
    await until(async () => expect(await focused()).toBe('passphrase'));

    await passphrase.fill('a wrong passphrase');
    expect(await passphrase.getAttribute('type')).toBe('password');
    await button(SAY.show).click();
    expect(await passphrase.getAttribute('type')).toBe('text');
    expect(await passphrase.inputValue()).toBe('a wrong passphrase');
    await button(SAY.use).click();
    await says(WORDS.settings.pinNeeded);
    await panel.getByLabel(WORDS.settings.labels.staffPin, { exact: true }).fill(PIN);
    await panel.getByLabel(WORDS.settings.pinAgain, { exact: true }).fill(PIN);
    await passphrase.press('Enter');
    await says(SAY.wrong);
    await until(async () => expect(await focused()).toBe('passphrase'));
    await passphrase.press('x');
    await panel.getByText(SAY.wrong, { exact: true }).waitFor({ state: 'detached' });
    // Nothing but the code's own form is left to go on with.
    await stepIs(page, 'connect');
    expect(await onward(page).count()).toBe(0);
    await passphrase.fill(PASSPHRASE);
    await passphrase.press('Enter');
    await screenIs(page, 'scan');

    await scanner.scan('TEST-PROVISIONED');
    await resultSays(page, WORDS.result.welcomeName({ name: 'Guest TEST-PROVISIONED' }));
    expect(readScans({ dataDir })).toMatchObject([{ location: 'North entrance', state: 'done' }]);

    // Anybody may show the code to it now.
    // Looked for from the beginning: the page gets the keys faster than a scanner types them, and shows the result in time.
    await Promise.all([
      outcomeIs(page, 'unreadable'),
      resultSays(page, WORDS.result.notABadge),
      scanner.scan(code),
    ]);
    expect(readScans({ dataDir })).toHaveLength(1);

    const nextKey = 'cat_e2e_provisioned_next';
    simulator.setKey(nextKey, { state: 'live', scopes: ['badges:write', 'attendance:write'] });
    await openSettings(page, PIN);
    await page.getByRole('button', { name: SAY.open, exact: true }).click();
    await scanner.scan(await cheapCode({ ...contents, key: nextKey, location: 'South entrance' }));
    await says(SAY.taken);
    // A kiosk without a keyboard gets its new key by touch alone.
    await page.setViewportSize({ width: 800, height: 480 });
    const finger = await Finger.on(page);
    const { keyboard, key, type } = touchKeys(page, finger);
    await finger.tap(passphrase);
    await keyboard.waitFor();
    await comesIntoView(passphrase);
    await type(PASSPHRASE);
    await finger.tap(key(SAY.use));
    await says(SAY.done({ location: 'South entrance' }));
    await until(async () =>
      expect(await field(page, 'location').inputValue()).toBe('South entrance'),
    );

    expect(await close()).toBe(0);
    expect(filesWith(dataDir, nextKey)).toEqual(['device.key']);
    for (const secret of [KEY, PASSPHRASE, code.slice(0, 24)]) {
      expect(filesWith(dataDir, secret)).toEqual([]);
    }
  });

  it('is read by the camera of a new one, from a sheet that fills most of its picture', async () => {
    const film = path.join(temporaryFolder(), 'sheet.mjpeg');
    writeBadgeVideo(film, [
      { code: null, ms: 500 },
      { code: await cheapCode(), ms: 2000, size: 0.8, middle: 0.5 },
    ]);
    const { page } = await runKiosk(served, {
      chromiumArgs: [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    await stepIs(page, 'connect');
    await page.getByRole('button', { name: SAY.useCamera, exact: true }).click();
    await page.getByText(SAY.taken, { exact: true }).waitFor();
  });
});
