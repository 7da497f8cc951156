import { chmodSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { asOtherUser, whyNoOtherUser } from '../fixtures/other-user.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { outcomeIs } from './fixtures/page-marks.ts';
import { readySettings, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';

describeOnEveryDriver('the kiosk’s process', (driver) => {
  it('ends with 2 and one line on a bad setting, which never has the key in it', async () => {
    const launch = (env: Record<string, string>) =>
      driver.launch({ env, dataDir: temporaryFolder() });
    await expect(launch({ CONFERA_BASE_URL: 'http://confera.example' })).rejects.toThrow(
      /^The kiosk ended with 2: CONFERA_BASE_URL must be an https:\/\/ address[^\n]*\n$/,
    );
    await expect(launch({ CONFERA_API_KEY: 'a bad key' })).rejects.toThrow(
      /^The kiosk ended with 2: CONFERA_API_KEY must be (?!.*a bad key)[^\n]*\n$/,
    );
  });

  it('ends with 2 and one line on a data folder that another user can get at', async ({ skip }) => {
    const noOther = whyNoOtherUser();
    if (noOther) skip(noOther);
    const dataDir = temporaryFolder();
    chmodSync(dataDir, 0o777);
    asOtherUser(`touch ${dataDir}/settings.json`);
    chmodSync(dataDir, 0o755);
    const launch = driver.launch({ env: {}, dataDir });
    await expect(launch).rejects.toThrow(
      /^The kiosk ended with 2: KIOSK_DATA_DIR can't be [^\n]* belongs to another user[^\n]*\n$/,
    );
    expect(readdirSync(dataDir)).toEqual(['settings.json']);
  });

  it.each(['', 'relative'])('ends with 2 and one line on HOME=%j', async (HOME) => {
    const launch = driver.launch({ env: { HOME, XDG_CONFIG_HOME: 'relative' }, dataDir: '' });
    await expect(launch).rejects.toThrow(
      /^The kiosk ended with 2: Set HOME to [^\n]* KIOSK_DATA_DIR [^\n]*\n$/,
    );
  });

  it('ends with 4 where another one has its data folder', async () => {
    const { dataDir, simulator } = await runScanningKiosk(driver);
    const second = driver.launch({ env: readySettings(simulator), dataDir });
    await expect(second).rejects.toThrow(/^The kiosk ended with 4: [^\n]*\n$/);
  });

  it('writes down what is under way when it is ended', async () => {
    const { scanner, page, simulator, close, ...kiosk } = await runScanningKiosk(driver, {
      env: { KIOSK_TIMEOUT_MS: '8000' },
    });
    simulator.setFaults([{ fault: { kind: 'no-answer' } }]);
    await scanner.scan('TEST-UNDER-WAY');
    await simulator.waitFor((journal) => journal.some(({ code }) => code === 'TEST-UNDER-WAY'));
    await outcomeIs(page, 'checking');
    expect(await close()).toBe(0);
    expect(readScans(kiosk)).toMatchObject([{ state: 'pending', attempts: 1 }]);
  });
});
