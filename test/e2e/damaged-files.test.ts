import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { enterPin, field, openPinPad, openStaff } from './fixtures/staff-area.ts';

const NEW_PIN = '55512345';

async function folder() {
  const simulator = await runSimulator();
  const settings = { baseUrl: simulator.url, location: 'gate-a' };
  return provisionedFolder({ settings, apiKey: KEY, pin: PIN });
}

describeOnEveryDriver('a damaged file of the device’s own', (driver) => {
  it('the PIN’s: the staff area stays closed, says so, and opens with a new PIN', async () => {
    const dataDir = await folder();
    writeFileSync(path.join(dataDir, 'staff.json'), '{"hash":"$argon2id$v=19$m=9,t=0,p=1$$"}');
    const first = await runKiosk(driver, { dataDir });
    await screenIs(first.page, 'scan');
    await openPinPad(first.page);
    await enterPin(first.page, PIN);
    await first.page.getByText(WORDS.pin.problem['pin-lost'], { exact: true }).waitFor();
    await first.close();

    const second = await runKiosk(driver, { dataDir, env: { KIOSK_STAFF_PIN: NEW_PIN } });
    await screenIs(second.page, 'scan');
    await openStaff(second.page, NEW_PIN);
    await second.page.getByText(WORDS.facts.damagedFile({ file: 'staff' })).waitFor();
  });

  it('the PIN’s, with no settings beside it: whoever stands there doesn’t set the device up', async () => {
    const dataDir = await folder();
    writeFileSync(path.join(dataDir, 'staff.json'), '{"hash":');
    renameSync(path.join(dataDir, 'settings.json'), path.join(dataDir, 'settings.away'));
    const { page } = await runKiosk(driver, { dataDir });
    await screenIs(page, 'setup');
    await enterPin(page, PIN);
    await page.getByText(WORDS.pin.problem['pin-lost'], { exact: true }).waitFor();
    expect(await field(page, 'baseUrl').count()).toBe(0);
  });

  it('the device’s name and secret: staff and the log are told', async () => {
    const dataDir = await folder();
    writeFileSync(path.join(dataDir, 'device.json'), '{"deviceId":"kiosk-1"');
    const { page, close } = await runKiosk(driver, { dataDir });
    await screenIs(page, 'scan');
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.damagedFile({ file: 'device' })).waitFor();
    await page.getByText(WORDS.facts.damagedFileDo.device).waitFor();
    await close();
    expect(readdirSync(dataDir)).toContain('device.json.damaged');
    const log = readFileSync(path.join(dataDir, 'logs/kiosk.log'), 'utf8');
    expect(log).toMatch(/"files":\["device"\][^\n]*damaged files were set aside/);
  });
});
