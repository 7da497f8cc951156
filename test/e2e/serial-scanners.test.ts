import { describe, expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import type { SerialScanner } from '../standin/test-link.ts';
import { launchStandIn, type StandInKiosk, standIn } from './drivers/stand-in.ts';
import { runOnMachine } from './fixtures/machine.ts';
import { nextResult } from './fixtures/page-marks.ts';
import { PIN, runKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor } from './fixtures/scan-log.ts';
import { field, openScannerTest, openSettings, saveSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const USB_ID = '0c2e:0caa';
const SCANNER_A: SerialScanner = { name: 'A', usbId: USB_ID, serialNumber: null };
const SCANNER_B: SerialScanner = { name: 'B', usbId: USB_ID, serialNumber: null };
const NUMBERED: SerialScanner = { name: 'C', usbId: USB_ID, serialNumber: 'SN-1' };
const PRINTER: SerialScanner = { name: 'P', usbId: '04b8:0e15', serialNumber: null };

type Kiosk = ScanningKiosk<StandInKiosk>;

/** The names of the scanners whose ports the page has opened so far, one for each time. */
const opened = ({ machine }: Kiosk) =>
  machine.calls().flatMap(({ api, args }) => (api === 'a port opened' ? args : []));
const openedAre = (kiosk: Kiosk, names: string[]) =>
  until(() => expect(opened(kiosk).toSorted()).toEqual(names));

async function scanChecksIn(kiosk: Kiosk, scanner: SerialScanner, code: string) {
  const told = await nextResult(kiosk.page);
  kiosk.machine.scan(scanner.name, `${code}\r`);
  expect(codeSentFor(kiosk, await told('checked-in'))).toBe(code);
}

describe.skipIf(standIn.unavailable)('serial scanners without a serial number', () => {
  it('are all opened at the start, also two of the same model, and nothing else is', async () => {
    const kiosk = await runOnMachine({
      env: {
        KIOSK_SERIAL_SCANNERS: USB_ID,
        STANDIN_SERIAL: JSON.stringify([PRINTER, SCANNER_A, SCANNER_B, NUMBERED]),
      },
    });
    await openedAre(kiosk, ['A', 'B', 'C']);
    await scanChecksIn(kiosk, SCANNER_A, 'TEST-SERIAL-A');
    await scanChecksIn(kiosk, SCANNER_B, 'TEST-SERIAL-B');
    await scanChecksIn(kiosk, NUMBERED, 'TEST-SERIAL-C');
    expect(opened(kiosk)).toHaveLength(3);
  });

  it('are opened again when they are plugged in again, and by the page after a crash', async () => {
    const kiosk = await runOnMachine({ env: { KIOSK_SERIAL_SCANNERS: USB_ID } });
    const { machine } = kiosk;
    machine.plug(SCANNER_A);
    await openedAre(kiosk, ['A']);
    machine.unplug('A');
    machine.plug(SCANNER_A);
    machine.plug(SCANNER_B);
    await openedAre(kiosk, ['A', 'A', 'B']);
    await scanChecksIn(kiosk, SCANNER_A, 'TEST-AGAIN-A');

    const next = kiosk.shell?.nextPage();
    await kiosk.shell?.crashPage();
    const recovered = { ...kiosk, page: (await next) ?? kiosk.page };
    await openedAre(kiosk, ['A', 'A', 'A', 'B', 'B']);
    await scanChecksIn(recovered, SCANNER_B, 'TEST-AGAIN-B');
  });

  it('are given to nobody but staff, who add and remove them', async () => {
    const kiosk = await runOnMachine();
    const { page, machine, dataDir, start } = kiosk;
    machine.plug(SCANNER_A);
    // As if a visitor had pressed something on the page of whoever had got hold of it.
    const requestPort = () =>
      page.evaluate('navigator.serial.requestPort().then(() => "got it", ({ name }) => name)');
    expect(await requestPort()).toBe('NotFoundError');

    await openScannerTest(page, PIN);
    await page.getByRole('button', { name: WORDS.scannerTest.addSerial }).click();
    await openedAre(kiosk, ['A']);
    await page.locator('[data-device="serial"][data-device-state="on"]').waitFor();
    machine.unplug('A');
    machine.plug(SCANNER_A);
    await openedAre(kiosk, ['A', 'A']);
    await kiosk.close();

    const env = { ...start.env, STANDIN_SERIAL: JSON.stringify([SCANNER_A]) };
    const again = await runKiosk({ launch: launchStandIn }, { env, dataDir });
    const later = { ...kiosk, ...again };
    await openedAre(later, ['A']);
    await openSettings(later.page, PIN);
    for (const summary of await later.page.locator('summary').all()) await summary.click();
    await field(later.page, 'serialScanners').fill('');
    await saveSettings(later.page);
    await later.page.getByText(WORDS.settings.saved).waitFor();
    later.machine.unplug('A');
    later.machine.plug(SCANNER_A);
    later.machine.plug(SCANNER_B);
    expect(
      await later.page.evaluate('navigator.serial.getPorts().then(({ length }) => length)'),
    ).toBe(0);
    expect(opened(later)).toEqual(['A']);
  });
});
