import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { outcomeIs, standingIs } from './fixtures/page-marks.ts';
import { runScanningKiosk } from './fixtures/running-kiosk.ts';

const SAY = WORDS.closed.blocked;

/** Whether the invitation to scan is what somebody sees in its place. */
const isInviting = (page: Page) =>
  page.locator('.idle .title').evaluate((it) => {
    const { left, right, top, bottom } = it.getBoundingClientRect();
    const seen = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
    // The result layer lets touches through, so it is not among these.
    return seen[0] === it;
  });

describeOnEveryDriver('a kiosk whose key Confera refuses', (driver) => {
  it('sends visitors to another entrance instead of inviting them, until the key is taken', async () => {
    const { page, scanner, simulator } = await runScanningKiosk(driver);
    const invitation = page.getByRole('heading', { name: WORDS.idle.headline, exact: true });
    await invitation.waitFor();
    expect(await isInviting(page)).toBe(true);
    simulator.setFaults([{ fault: { kind: 'unauthorized' }, on: 'all' }]);
    await scanner.scan('TEST-BLOCKED');
    await outcomeIs(page, 'attention');
    await standingIs(page, 'blocked', 1);
    await outcomeIs(page, 'idle');

    const told = page.getByRole('alert');
    await told.getByText(SAY.headline, { exact: true }).waitFor();
    await told.getByText(SAY.below, { exact: true }).waitFor();
    // Nobody sees the invitation, and no screen reader reads it.
    expect(await isInviting(page)).toBe(false);
    expect(await invitation.count()).toBe(0);

    simulator.clearFaults();
    await standingIs(page, 'online', 0);
    await told.waitFor({ state: 'detached' });
    await invitation.waitFor();
    expect(await isInviting(page)).toBe(true);
  });
});
