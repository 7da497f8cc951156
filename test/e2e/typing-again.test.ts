import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { nextResult, outcomeIs, resultSays } from './fixtures/page-marks.ts';
import { runScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor, lastSent } from './fixtures/scan-log.ts';

const SAY = WORDS.codeEntry;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const entry = (page: Page) => page.getByRole('dialog', { name: SAY.label });

const field = (page: Page) => entry(page).getByRole('textbox');

/** Opens the code entry from the idle screen, and types and confirms a code. */
async function typeCode(page: Page, code: string): Promise<void> {
  await button(page, WORDS.edge.typeCode).click();
  await field(page).fill(code);
  await button(page, SAY.checkIn).click();
}

describeOnEveryDriver('after a code that was typed is refused', (driver) => {
  it('the visitor tries again with the other case, which is offered, and gets in', async () => {
    const kiosk = await runScanningKiosk(driver);
    const { page, simulator } = kiosk;
    const refused = await nextResult(page);
    await typeCode(page, 'badge-3');
    await refused('rejected');
    await resultSays(page, WORDS.result.rejected['unknown-badge']);
    // It was sent as it was typed.
    expect(lastSent(simulator)).toMatchObject({ code: 'badge-3' });

    const told = await nextResult(page);
    await button(page, WORDS.edge.tryAgain).click();
    expect(await field(page).inputValue()).toBe('badge-3');
    await button(page, SAY.meant({ code: 'BADGE-3' })).click();
    expect(codeSentFor(kiosk, await told('checked-in'))).toBe('BADGE-3');
    await entry(page).waitFor({ state: 'detached' });
  });

  it('a mistyped code is put right where it stands, and nothing hurries the visitor', async () => {
    const kiosk = await runScanningKiosk(driver);
    const { page } = kiosk;
    const refused = await nextResult(page);
    await typeCode(page, 'BADGE-UNKNOWN');
    await refused('rejected');
    await button(page, WORDS.edge.tryAgain).click();
    // The refusal ends behind what is being typed.
    await outcomeIs(page, 'idle');
    const told = await nextResult(page);
    await field(page).fill('BADGE-2');
    await button(page, SAY.checkIn).click();
    expect(codeSentFor(kiosk, await told('checked-in'))).toBe('BADGE-2');
  });

  it('no other case is offered for a badge that is known', async () => {
    const { page } = await runScanningKiosk(driver);
    const refused = await nextResult(page);
    await typeCode(page, 'BADGE-REVOKED');
    await refused('rejected');
    await button(page, WORDS.edge.tryAgain).click();
    expect(await field(page).inputValue()).toBe('BADGE-REVOKED');
    expect(await button(page, SAY.meant({ code: 'badge-revoked' })).count()).toBe(0);
  });

  it('where the pattern tells, the other case is offered while a code is typed', async () => {
    const kiosk = await runScanningKiosk(driver, {
      env: { KIOSK_CODE_PATTERN: '^BADGE-[A-Z0-9]+$' },
    });
    const { page } = kiosk;
    const told = await nextResult(page);
    await button(page, WORDS.edge.typeCode).click();
    await field(page).fill('badge-4');
    await button(page, SAY.meant({ code: 'BADGE-4' })).click();
    expect(codeSentFor(kiosk, await told('checked-in'))).toBe('BADGE-4');
  });

  it('a scanned badge that is refused leaves nothing to try again', async () => {
    const { page, scanner } = await runScanningKiosk(driver);
    const refused = await nextResult(page);
    await scanner.scan('BADGE-UNKNOWN');
    await refused('rejected');
    await button(page, WORDS.edge.typeCode).waitFor();
    expect(await button(page, WORDS.edge.tryAgain).count()).toBe(0);
  });
});
