// An entrance in a country whose keyboards have dead keys got a scanner that types as a US keyboard: every badge was
// refused, as if somebody had pressed a key during the scan or two scanners had typed at once, and no setting helped.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { served } from '../e2e/drivers/served.ts';
import { PIN, runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { openScannerTest } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { startXKeyboard } from '../e2e/fixtures/x-keyboard.ts';

/** As X names them: those that the scanners know, and one that they don't. */
const LAYOUTS = 'us gb de ch fr be es it pt br se no tr gr'.split(' ');

/** All that is dead somewhere when a US scanner presses it, before digits, which take no accent. */
const DEAD_SOMEWHERE = `TEST=1[2]3;4'5\`6~7^8:9"0`;

/** A kiosk in a window, and a scanner that types as a US keyboard whatever layout the machine has. */
async function runWithUsScanner(env: Record<string, string> = {}) {
  const keyboard = await startXKeyboard();
  onTestFinished(keyboard.close);
  const kiosk = await runScanningKiosk(served, {
    display: keyboard.display,
    // The keys' pace is that of a program on a busy machine.
    env: { KIOSK_WEDGE_GAP_MS: '200', KIOSK_WEDGE_MEAN_MS: '100', ...env },
  });
  await keyboard.focusWindow();
  const sent = () => [...new Set(kiosk.simulator.journal().flatMap(({ code }) => code ?? []))];
  /** A busy machine may pull a scan apart, as a bad cable does: it is refused then and scanned again. */
  const scan = (code: string) =>
    until(async () => {
      await keyboard.scan(code, 6);
      await until(() => expect(sent()).toContain(code), 1500);
    }, 20_000);
  return { ...kiosk, keyboard, sent, scan };
}

describe('a US scanner at a machine with dead keys', () => {
  beforeEach(({ skip }) => {
    const missing = missingOf(['Xvfb', 'xdotool', 'setxkbmap']);
    if (missing) skip(missing);
  });

  it.each<[string, string, Record<string, string>]>([
    ['attendance codes', 'confera-attendance:TEST-', {}],
    ['whatever it types, once it is set', DEAD_SOMEWHERE, { KIOSK_SCANNER_LAYOUT: 'us' }],
  ])('is read on every layout: %s', { timeout: 180_000 }, async (_, code, env) => {
    const { keyboard, scan, sent } = await runWithUsScanner(env);
    const codes: string[] = [];
    for (const layout of LAYOUTS) {
      await keyboard.setLayout(layout);
      // At the end, too, where the Enter comes as a part of what is being composed.
      for (const each of [`${code}${layout}`, `${code}${layout}=`]) {
        await scan(each);
        codes.push(each);
      }
    }
    expect(sent()).toEqual(codes);
  });

  it('is read where no scanner for this layout could have typed that, else refused for the true reason', async () => {
    const { keyboard, scan, page, sent } = await runWithUsScanner();
    await keyboard.setLayout('de');
    await scan('TEST-A=1b2c3');
    await openScannerTest(page, PIN);
    await keyboard.focusWindow();
    const why = page.locator('.tried-scan:first-child [data-row="layout"] dd');
    await until(async () => {
      await keyboard.scan('TEST=abc1', 6);
      expect(await why.textContent({ timeout: 1500 })).toContain('adds an accent to the next one');
    }, 20_000);
    expect(await why.textContent()).toMatch(/German/);
    expect(sent()).toEqual(['TEST-A=1b2c3']);
  });
});
