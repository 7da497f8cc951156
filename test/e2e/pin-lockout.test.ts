import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { PIN, readySettings, runKiosk, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { enterPin, openPinPad } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

/** Slower than any scanner, milliseconds. */
const PERSON_GAP_MS = 120;

describeOnEveryDriver('the PIN pad', (driver) => {
  it('takes a person’s keys, and no scanned barcode, however short', async () => {
    const pin = '24680';
    const { page, scanner } = await runScanningKiosk(driver, { env: { KIOSK_STAFF_PIN: pin } });
    await openPinPad(page);
    const field = page.getByLabel(WORDS.pin.label);
    await field.pressSequentially(pin, { delay: PERSON_GAP_MS });
    expect(await field.inputValue()).toBe(pin);
    await field.press('Enter');
    await page.locator('[data-problems]').waitFor();
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await screenIs(page, 'scan');

    await openPinPad(page);
    for (const code of [pin, '246']) {
      await scanner.scan(code);
      expect(await field.inputValue()).toBe('');
    }
    await page.keyboard.insertText(pin);
    expect(await field.inputValue()).toBe('');
    // Not one try was spent on them; a person who types that fast is told why nothing is there.
    expect(await page.getByRole('alert').textContent()).toBe(WORDS.pin.tooQuick);
    await screenIs(page, 'staff');

    // What is long enough for a badge is one, and whoever holds it comes first.
    for (const code of ['24680246802468024680', '90371528']) {
      await scanner.scan(code);
      await screenIs(page, 'scan');
      await openPinPad(page);
      expect(await field.inputValue()).toBe('');
      expect(await page.getByRole('alert').textContent()).toBe('');
    }
  });

  it('makes whoever guesses wait, over a restart of the kiosk, too', async () => {
    const { dataDir, simulator, page: first, close } = await runScanningKiosk(driver);
    await openPinPad(first);
    for (const guess of ['1111', '2222', '3333']) {
      await enterPin(first, guess);
      // Emptied by the answer.
      const field = first.getByLabel(WORDS.pin.label);
      await until(async () => expect(await field.inputValue()).toBe(''));
    }
    await close();
    const file = path.join(dataDir, 'staff-tries.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ wrongTries: 3 });
    // A longer wait than this machine may need to start the kiosk.
    writeFileSync(file, JSON.stringify({ wrongTries: 8 }));

    const { page } = await runKiosk(driver, { dataDir, env: readySettings(simulator) });
    await screenIs(page, 'scan');
    await openPinPad(page);
    await enterPin(page, PIN);
    await page
      .getByRole('alert')
      .getByText(/^Wrong PIN\. Try again in 1\d\d s\.$/)
      .waitFor();
  });
});
