import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { exportedFile } from './fixtures/exported-file.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { filesWith } from './fixtures/processes.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { openSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.wipe;

describeOnEveryDriver('wiping the device', (driver) => {
  it('hands over or gives up what waits, and ends at the first set-up', async () => {
    const simulator = await runSimulator();
    const settings = { baseUrl: simulator.url, location: 'gate-a', timeoutMs: '1000' };
    const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
    // Somebody has his logs elsewhere, and keeps a note beside the kiosk's files.
    const elsewhere = temporaryFolder();
    writeFileSync(path.join(elsewhere, 'syslog'), 'not the kiosk’s');
    symlinkSync(elsewhere, path.join(dataDir, 'logs'));
    writeFileSync(path.join(dataDir, 'notes.txt'), 'the ladder is in room 4');
    const { page, downloaded, close } = await runKiosk(driver, { dataDir });
    await screenIs(page, 'scan');
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await (await WedgeScanner.attachTo(page)).scan('TEST-WAITS-FOR-WIPING');
    await outcomeIs(page, 'queued');

    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await openSettings(page, PIN);
    await press(SAY.open);
    await press(SAY.confirm);
    await page.getByRole('heading', { name: SAY.waiting({ count: 1 }) }).waitFor();
    await press(SAY.export);
    const file = await exportedFile(page);
    const csv = await until(() => downloaded(file));
    expect(csv).toContain('"TEST-WAITS-FOR-WIPING"');
    await press(SAY.confirmLoss({ count: 1 }));
    await screenIs(page, 'setup');
    await page.getByRole('heading', { name: WORDS.setup.headline }).waitFor();
    await page.getByText(WORDS.settings.strangers({ names: 'notes.txt' })).waitFor();

    await close();
    expect(readFileSync(path.join(dataDir, 'notes.txt'), 'utf8')).toContain('ladder');
    expect(readdirSync(elsewhere)).toContain('syslog');
    expect(readFileSync(path.join(elsewhere, 'syslog'), 'utf8')).toBe('not the kiosk’s');
    for (const trace of [KEY, '$argon2id$', 'WAITS-FOR-WIPING']) {
      const left = filesWith(dataDir, trace).filter((file) => !file.startsWith('shell/Downloads'));
      expect([trace, left]).toEqual([trace, []]);
    }
  });
});
