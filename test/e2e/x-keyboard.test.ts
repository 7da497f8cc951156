import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { runScanningKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';
import { startXKeyboard } from './fixtures/x-keyboard.ts';

describe('a keyboard of the X server, in a window', () => {
  beforeEach(({ skip }) => {
    const missing = missingOf(['Xvfb', 'xdotool', 'setxkbmap']);
    if (missing) skip(missing);
  });

  it('types badges that are read, whatever has the focus and whatever layout the machine has', async () => {
    const keyboard = await startXKeyboard();
    onTestFinished(keyboard.close);
    const kiosk = await runScanningKiosk(served, {
      display: keyboard.display,
      // The keys' pace is that of a program on a busy machine.
      env: { KIOSK_WEDGE_GAP_MS: '200', KIOSK_WEDGE_MEAN_MS: '100' },
    });
    const { page } = kiosk;
    await keyboard.focusWindow();
    // Pressed for a button, its Enter would open the staff area.
    await page.getByRole('button', { name: WORDS.edge.staff, exact: true }).focus();
    const scans: [layout: string, code: string, msAKey: number][] = [
      ['us', 'TEST-X-1', 1],
      ['us', 'confera-attendance:TEST-Xyz', 8],
      ['de', 'confera-attendance:TEST-Yz-2', 5],
      ['de', 'TEST-Yz-3', 5],
      ['fr', 'TEST-Qaw-4', 8],
      ['tr', 'TEST-Ii-5', 8],
      ['us', 'TEST-X-6', 12],
    ];
    for (const [layout, code, msAKey] of scans) {
      await keyboard.setLayout(layout);
      // A busy machine may pull a scan apart, as a bad cable does: it is refused then and scanned again.
      await until(async () => {
        await keyboard.scan(code, msAKey);
        await until(() => expect(codesSent(kiosk).join(' ')).toContain(code), 1500);
      }, 20_000);
    }
    expect(codesSent(kiosk)).toEqual(scans.map(([, code]) => code));
    expect(await page.locator('main').getAttribute('data-screen')).toBe('scan');
  });
});

/** Every code that Confera was told, once each. */
function codesSent({ simulator }: ScanningKiosk) {
  return [...new Set(simulator.journal().flatMap(({ code }) => code ?? []))];
}
