import { expect, it } from 'vitest';
import { gateToConfera } from '../fixtures/gate-to-confera.ts';
import { WORDS } from '../fixtures/words.ts';
import type { FaultRule } from '../simulator/simulator.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import type { KioskDriver } from './drivers/kiosk-driver.ts';
import { filesWith } from './fixtures/folder-contents.ts';
import { outcomeIs, screenIs, standingIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { field, openSettings, saveSettings, typeSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.settings;
const OLD = 'cat_e2e_in_use_old';
const NEW = 'cat_e2e_brand_new';
const BOTH = ['badges:write', 'attendance:write'] as const;

/**
 * A kiosk that scans with the old key, which was typed on its screen.
 *
 * @param way the address by which it reaches Confera, if not by Confera's own
 */
async function runWithKey(driver: KioskDriver, way = (confera: string) => confera) {
  const simulator = await runSimulator();
  for (const key of [OLD, NEW]) simulator.setKey(key, { state: 'live', scopes: BOTH });
  const dataDir = await provisionedFolder({
    settings: { baseUrl: way(simulator.url), timeoutMs: '8000' },
    apiKey: OLD,
    pin: PIN,
  });
  const { page } = await runKiosk(driver, { dataDir });
  await screenIs(page, 'scan');
  const scanner = await WedgeScanner.attachTo(page);
  const lock = async () => {
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await screenIs(page, 'scan');
  };
  /** Scans a badge that Confera takes. @returns the end of the key that it was sent under */
  const checkIn = async (code: string) => {
    await scanner.scan(code);
    await until(() => expect(simulator.checkins().at(-1)?.code).toBe(code));
    await outcomeIs(page, 'checked-in');
    return simulator.journal().findLast((entry) => entry.code === code)?.apiKeyTail;
  };
  /** What the field of the key says is wrong with it. */
  const keyIsTold = async (...sentences: string[]) => {
    const told = page.locator('[data-setting="apiKey"] [role="alert"]');
    await told.getByText(sentences.join(' '), { exact: true }).waitFor();
    expect(await field(page, 'apiKey').getAttribute('aria-invalid')).toBe('true');
  };
  return { simulator, dataDir, page, scanner, lock, checkIn, keyIsTold };
}

describeOnEveryDriver('a new key', (driver) => {
  it('is told by its field if it is wrong, and then nothing changes', async () => {
    const { simulator, dataDir, page, lock, checkIn, keyIsTold } = await runWithKey(driver);
    await openSettings(page, PIN);
    const kept = SAY.oldKeyKept;
    await typeSettings(page, { apiKey: 'cat_demo_revoked' });
    await saveSettings(page);
    await keyIsTold(SAY.problems.unauthorized, kept);
    await typeSettings(page, { apiKey: 'cat_demo_badges' });
    await saveSettings(page);
    await keyIsTold(SAY.problems['attendance-forbidden'], kept);

    const away: FaultRule = { fault: { kind: 'reset-before' }, on: 'all', key: NEW };
    simulator.setFaults([away]);
    await typeSettings(page, { apiKey: NEW });
    await saveSettings(page);
    await keyIsTold(WORDS.facts.trouble.broken, SAY.untestedKey);
    expect(await page.getByRole('button', { name: SAY.saveAnyway }).count()).toBe(0);
    for (const key of ['cat_demo_revoked', 'cat_demo_badges', NEW]) {
      expect(filesWith(dataDir, key)).toEqual([]);
    }
    await lock();
    expect(await checkIn('TEST-STILL-THE-OLD')).toBe(OLD.slice(-4));
  });

  it('is tested and taken while people scan', async () => {
    // Confera takes its time over the new key, in which somebody comes.
    const gate = await gateToConfera(({ headers }) => headers['x-api-key'] === NEW);
    const { simulator, page, lock, checkIn } = await runWithKey(driver, (confera) => {
      gate.leadTo(confera);
      return gate.url;
    });
    await openSettings(page, PIN);
    await typeSettings(page, { apiKey: NEW });
    await saveSettings(page);
    await page.getByText(SAY.saving, { exact: true }).waitFor();
    await gate.held;
    await lock();
    expect(await checkIn('TEST-MEANWHILE')).toBe(OLD.slice(-4));
    gate.letGo();
    await simulator.waitFor((journal) => journal.some(({ apiKeyTail }) => apiKeyTail === '_new'), {
      timeoutMs: 20_000,
    });
    let n = 0;
    await until(async () => {
      n += 1;
      expect(await checkIn(`TEST-AFTERWARDS-${n}`)).toBe(NEW.slice(-4));
    });
    await standingIs(page, 'online', 0);
    simulator.setKey(OLD, { state: 'revoked', scopes: [] });
    expect(await checkIn('TEST-WITHOUT-THE-OLD')).toBe(NEW.slice(-4));
  });

  it('may go untested once Confera refuses the old one and can’t be asked about the new one', async () => {
    const { simulator, page, scanner, lock, keyIsTold } = await runWithKey(driver);
    simulator.setKey(OLD, { state: 'revoked', scopes: [] });
    await scanner.scan('TEST-WAITS');
    await outcomeIs(page, 'attention');
    await standingIs(page, 'blocked', 1);
    simulator.setFaults([{ fault: { kind: 'html-page' }, on: 'all', key: NEW }]);
    await openSettings(page, PIN);
    await typeSettings(page, { apiKey: NEW });
    await saveSettings(page);
    await keyIsTold(WORDS.facts.trouble['sign-in'], SAY.untestedKeyNeeded);
    await page.getByRole('button', { name: SAY.saveAnyway, exact: true }).click();
    await page.getByText(SAY.saved, { exact: true }).waitFor();
    simulator.clearFaults();
    await lock();
    await standingIs(page, 'online', 0);
    expect(simulator.checkins().map(({ code }) => code)).toEqual(['TEST-WAITS']);
  });
});
