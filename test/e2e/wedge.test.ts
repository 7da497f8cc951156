import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { nextResult, resultSays, screenIs, standingIs } from './fixtures/page-marks.ts';
import { type ScanningKiosk, shareScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor, readScan, readScans } from './fixtures/scan-log.ts';
import { scansShown, watchResults } from './fixtures/shown-results.ts';
import { until } from './fixtures/until.ts';

/** A queue at the entrance: eight people a second. */
const SCAN_EVERY_MS = 125;

describeOnEveryDriver('a scanner that types like a keyboard', (driver) => {
  const kioskOfAll = shareScanningKiosk(driver);

  /** Scans the codes at the pace of a queue, and waits until the last person has seen a result. */
  async function scanQueue({ page, scanner }: ScanningKiosk, codes: string[]) {
    for (const code of codes) {
      const next = new Promise((resolve) => setTimeout(resolve, SCAN_EVERY_MS));
      await scanner.scan(code);
      await next;
    }
    await resultSays(page, WORDS.result.welcomeName({ name: `Guest ${codes.at(-1)}` }));
    await standingIs(page, 'online', 0);
  }

  /** Expects that every code was checked in once and in order, and that no result was shown for another code. */
  async function expectAllAnswered(
    kiosk: ScanningKiosk,
    codes: string[],
    shown: Awaited<ReturnType<Awaited<ReturnType<typeof watchResults>>>>,
    before: number,
  ) {
    const scans = readScans(kiosk).slice(before);
    expect(scans.map(({ scan_id }) => codeSentFor(kiosk, scan_id))).toEqual(codes);
    expect(new Set(scans.map(({ outcome }) => outcome))).toEqual(new Set(['checked-in']));
    const checkedIn = kiosk.simulator.checkins().filter(({ code }) => codes.includes(code));
    expect(checkedIn.map(({ code }) => code).sort()).toEqual([...codes].sort());

    const ids = scans.map(({ scan_id }) => scan_id);
    const order = scansShown(shown).map((scanId) => ids.indexOf(scanId));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order.at(-1)).toBe(codes.length - 1);
    for (const { mark, scanId, text } of shown.filter((each) => each.scanId !== null)) {
      expect(mark).toBe('checked-in');
      expect(text).toContain(`Guest ${codeSentFor(kiosk, scanId)}${WORDS.result.checkedIn}`);
    }
  }

  const queueOf = (name: string, length: number) =>
    Array.from({ length }, (_, n) => `TEST-${name}-${n + 10}`);

  it('is read twenty times in a row, none lost and none shown for another', async () => {
    const kiosk = await kioskOfAll();
    const before = readScans(kiosk).length;
    const shown = await watchResults(kiosk.page);
    const codes = queueOf('QUEUE', 20);
    await scanQueue(kiosk, codes);
    await expectAllAnswered(kiosk, codes, (await shown()).slice(1), before);
  });

  it('presses no button that has the focus', async () => {
    const kiosk = await kioskOfAll();
    const before = readScans(kiosk).length;
    const shown = await watchResults(kiosk.page);
    await kiosk.page.getByRole('button', { name: WORDS.edge.staff }).focus();
    const codes = queueOf('BUTTON', 5);
    await scanQueue(kiosk, codes);
    await screenIs(kiosk.page, 'scan');
    await expectAllAnswered(kiosk, codes, (await shown()).slice(1), before);
  });

  it('is read whole while somebody types a code, which leaves the screen', async () => {
    const kiosk = await kioskOfAll();
    const { page, scanner } = kiosk;
    const told = await idleThenNext(page);
    await page.getByRole('button', { name: WORDS.edge.typeCode }).click();
    const entry = page.getByLabel(WORDS.codeEntry.label).and(page.locator('input'));
    await entry.fill('TEST-HALF');
    await scanner.scan('TEST-OVER-THE-ENTRY');
    const scanId = await told('checked-in');
    expect(codeSentFor(kiosk, scanId)).toBe('TEST-OVER-THE-ENTRY');
    await entry.waitFor({ state: 'detached' });
    expect(readScans(kiosk).filter(({ state }) => state !== 'done')).toEqual([]);
  });

  it('leaves typing to people: a typed code is checked in as well', async () => {
    const kiosk = await kioskOfAll();
    const { page } = kiosk;
    const told = await idleThenNext(page);
    await page.getByRole('button', { name: WORDS.edge.typeCode }).click();
    const entry = page.getByLabel(WORDS.codeEntry.label).and(page.locator('input'));
    await entry.pressSequentially('TEST-BY-HAND', { delay: 100 });
    expect(await entry.inputValue()).toBe('TEST-BY-HAND');
    await entry.press('Enter');
    const scanId = await told('checked-in');
    expect(codeSentFor(kiosk, scanId)).toBe('TEST-BY-HAND');
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'done', kind: 'badge' });
  });

  it('checks in a person who comes while the PIN pad is open, and closes the pad', async () => {
    const kiosk = await kioskOfAll();
    const { page, scanner } = kiosk;
    const before = readScans(kiosk).length;
    await page.getByRole('button', { name: WORDS.edge.staff }).click();
    await screenIs(page, 'staff');
    await scanner.scan('TEST-AT-THE-PIN');
    await screenIs(page, 'scan');
    await until(() => {
      const codes = readScans(kiosk)
        .slice(before)
        .map(({ scan_id }) => codeSentFor(kiosk, scan_id));
      expect(codes).toEqual(['TEST-AT-THE-PIN']);
    });
  });

  /** Codes can be typed only while no result is on the screen. */
  async function idleThenNext(page: ScanningKiosk['page']) {
    await page.getByRole('button', { name: WORDS.edge.typeCode, disabled: false }).waitFor();
    return nextResult(page);
  }
});
