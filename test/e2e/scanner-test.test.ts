import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readSavedSettings } from '../../electron/settings/saved-settings.ts';
import { CALIBRATION_TEXT } from '../../renderer/scanner/wedge-calibration.ts';
import { WORDS } from '../fixtures/words.ts';
import { attachKeyboard } from '../scanner/keyboard.ts';
import { typed } from '../unit/renderer/scanner/wedge/layout-keys.ts';
import {
  namedKey,
  scannerKeys,
  type TimedKey,
  usKey,
} from '../unit/renderer/scanner/wedge/typed-keys.ts';
import { served } from './drivers/served.ts';
import { runWithDevices } from './fixtures/fake-devices.ts';
import { nextResult, outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor, readScans } from './fixtures/scan-log.ts';
import { field, openScannerTest, openStaff, saveSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const say = WORDS.scannerTest;

/** The text in one row of the newest scan. */
const rowOf = (page: Page, row: string) =>
  page.locator(`.tried-scan:first-child [data-row="${row}"] dd`).textContent();
const stateOf = (page: Page, source: 'hid' | 'serial', is: string) =>
  page.locator(`[data-device="${source}"][data-device-state="${is}"]`).waitFor();

/** The recorded source of each scan. */
function sourcesOf({ dataDir }: ScanningKiosk): string[] {
  const db = new Database(path.join(dataDir, 'kiosk.db'), { readonly: true });
  try {
    return db.prepare<[], string>('SELECT source FROM scan ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
}

describe('HID and serial scanners, faked in the browser', () => {
  it('check people in beside a wedge, each with its source, and repeats of each other are ignored', async () => {
    const kiosk = await runWithDevices({ KIOSK_SERIAL_BAUD: '115200' });
    const { page, devices, scanner } = kiosk;
    await devices.plugHid('Scanner A');
    await devices.plugHid('Scanner B');
    await devices.plugSerial();
    await until(async () =>
      expect(await devices.opened()).toEqual(['Scanner A', 'Scanner B', 'serial 115200']),
    );
    const longCode = 'TEST-LONG-'.padEnd(300, 'x0');
    const steps: [code: string, scan: () => Promise<void>][] = [
      ['TEST-HID-1', () => devices.scanHid('Scanner A', 'TEST-HID-1\r\n')],
      [longCode, () => devices.scanHid('Scanner B', longCode)],
      ['TEST-SERIAL-1', () => devices.sendSerial('TEST-SERIAL-1\r\n')],
      ['TEST-WEDGE-1', () => scanner.scan('TEST-WEDGE-1')],
    ];
    for (const [code, scan] of steps) {
      const told = await nextResult(page);
      await scan();
      expect(codeSentFor(kiosk, await told('checked-in'))).toBe(code);
    }
    // All of them read the code at once: one is a check-in, and the others give the quiet cue.
    const told = await nextResult(page);
    await Promise.all([
      devices.scanHid('Scanner A', 'TEST-TOGETHER'),
      devices.scanHid('Scanner B', 'TEST-TOGETHER'),
      devices.sendSerial('TEST-TOGETHER\r'),
    ]);
    await told('checked-in');
    await page.locator('.connection.pulse').waitFor();
    expect(sourcesOf(kiosk).slice(0, 4)).toEqual(['hid', 'hid', 'serial', 'wedge']);
    expect(readScans(kiosk)).toHaveLength(steps.length + 1);
  });

  it('come back by themselves when they are plugged in again, and staff see how they are', async () => {
    const kiosk = await runWithDevices();
    const { page, devices } = kiosk;
    await openScannerTest(page, PIN);
    await page.getByText(say.devicesNone).waitFor();
    await devices.plugHid('Scanner A');
    await devices.plugSerial();
    await stateOf(page, 'hid', 'on');
    await stateOf(page, 'serial', 'on');
    await devices.sendSerial('TEST-HA');
    await devices.unplugHid('Scanner A');
    await devices.unplugSerial();
    await stateOf(page, 'hid', 'unplugged');
    await stateOf(page, 'serial', 'unplugged');
    await devices.plugHid('Scanner A');
    await devices.plugSerial();
    await stateOf(page, 'hid', 'on');
    await stateOf(page, 'serial', 'on');
    expect(await page.locator('[data-device]').count()).toBe(2);
    await devices.sendSerial('LF-2\r');
    await until(async () => expect(await rowOf(page, 'raw')).toBe('LF-2'));
    await devices.plugHid('Scanner in use', 'busy');
    await stateOf(page, 'hid', 'busy');
    expect(readScans(kiosk)).toEqual([]);
  });

  it('are added by staff, once, and a serial one is kept in the settings', async () => {
    const kiosk = await runWithDevices();
    const { page, devices } = kiosk;
    await openScannerTest(page, PIN);
    await page.getByRole('button', { name: say.addHid }).click();
    await stateOf(page, 'hid', 'on');
    await page.getByRole('button', { name: say.addSerial }).click();
    await stateOf(page, 'serial', 'on');
    await until(() => expect(readSavedSettings(kiosk.dataDir).serialScanners).toBe('05e0:1701'));
    await devices.scanHid('Chosen scanner', 'TEST-CHOSEN');
    await until(async () => expect(await rowOf(page, 'raw')).toBe(']Q1TEST-CHOSEN'));
    expect(await rowOf(page, 'symbology')).toBe(']Q1 QR Code');
    expect(await rowOf(page, 'sent')).toBe('Badge TEST-CHOSEN');
  });
});

describe('the scanner test', () => {
  it('tells of each scan what came, how, and what would be sent, and sends nothing', async () => {
    const kiosk = await runScanningKiosk(served, {
      env: { KIOSK_SCANNER_PREFIX: 'PRE-', KIOSK_SCANNER_SUFFIX: '-END' },
    });
    const { page, simulator } = kiosk;
    const before = simulator.journal().filter(({ code }) => code !== null).length;
    await openScannerTest(page, PIN);
    const type = await attachKeyboard(page);
    await type(scannerKeys('PRE-]C1confera-attendance:TEST-1-END', { gaps: () => 8, end: 'Tab' }));
    await until(async () =>
      expect(await rowOf(page, 'sent')).toBe('Attendance confera-attendance:TEST-1'),
    );
    expect(await rowOf(page, 'raw')).toBe('PRE-]C1confera-attendance:TEST-1-END');
    expect(await rowOf(page, 'symbology')).toBe(']C1 Code 128');
    expect(await rowOf(page, 'timing')).toMatch(/^36, 8(\.\d)? ms apart on average, .* then Tab$/);
    expect(await rowOf(page, 'layout')).toBe(say.layout.plain);

    await type(atOnce(typed('TEST-Yz-7', 'us', 'de')));
    await until(async () => expect(await rowOf(page, 'sent')).toBe('Badge TEST-Yz-7'));
    expect(await rowOf(page, 'layout')).toBe(
      say.layout.mended({ scanner: 'US English', machine: 'German' }),
    );

    const broken = [...'TEST-broken-1'].map((character) => usKey(character, 5));
    await type(atOnce([...broken.toSpliced(6, 0, namedKey('ArrowLeft', 5)), namedKey('Enter', 5)]));
    await until(async () => expect(await rowOf(page, 'doubt')).toBe(say.doubt.broken));
    expect(await rowOf(page, 'raw')).toBe('TEST-broken-1');
    expect(await rowOf(page, 'sent')).toBe(say.refused({ reason: say.nothingRead }));

    await type(scannerKeys('x'.repeat(600), { gaps: () => 1 }));
    await until(async () => expect(await rowOf(page, 'sent')).toBe('Nothing: too long'));
    expect(readScans(kiosk)).toEqual([]);
    expect(simulator.journal().filter(({ code }) => code !== null)).toHaveLength(before);

    const { camera, cameraState } = WORDS.facts;
    await page.getByRole('button', { name: say.tryCamera }).click();
    await page.getByText(`${camera}: ${cameraState.none}`, { exact: true }).waitFor();
    await page.getByRole('button', { name: say.closeCamera }).click();
    await page.getByText(cameraState.none).waitFor({ state: 'detached' });
  });

  it('shows a code that is too short, with the setting that admits it: set so, it checks in', async () => {
    const kiosk = await runScanningKiosk(served);
    const { page } = kiosk;
    const type = await attachKeyboard(page);
    const short = (code: string) => scannerKeys(code, { gaps: (n) => (n === 0 ? 500 : 5) });
    // A person may have typed it, so the scan screen says nothing, but staff can read about it.
    await type(short('1042'));
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.tooShortDo({ length: 4 })).waitFor();
    await page.getByRole('tab', { name: WORDS.staff.scanner, exact: true }).click();
    await type(short('1043'));
    await until(async () => expect(await rowOf(page, 'raw')).toBe('1043'));
    expect(await rowOf(page, 'sent')).toBe(say.refused({ reason: say.tooShort }));
    expect(await rowOf(page, 'doubt')).toBe(
      say.tooShortSet({ length: '4', setting: 'Shortest scanned code' }),
    );
    await type(short('107'));
    await until(async () =>
      expect(await rowOf(page, 'doubt')).toBe(say.tooShortAnyway({ length: 3 })),
    );
    expect(readScans(kiosk)).toEqual([]);

    await page.getByRole('tab', { name: WORDS.staff.settings, exact: true }).click();
    await field(page, 'baseUrl').waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await field(page, 'wedgeMinLength').fill('4');
    await saveSettings(page);
    await page.getByText(WORDS.settings.saved).waitFor();
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await screenIs(page, 'scan');
    const told = await nextResult(page);
    await type(short('1042'));
    // The simulator knows no such badge. What counts is that it was asked.
    expect(codeSentFor(kiosk, await told('rejected'))).toBe('1042');
  });

  it('says of a text of several lines, and of a control character, that it is no badge’s code', async () => {
    const { page } = await runScanningKiosk(served);
    await openScannerTest(page, PIN);
    const type = await attachKeyboard(page);
    const keys = (text: string) => scannerKeys(text, { gaps: () => 5 });
    await type([...keys('BEGIN:VCARD'), ...keys('VERSION:3.0'), ...keys('END:VCARD')]);
    await until(async () => expect(await rowOf(page, 'doubt')).toBe(say.doubt['several-lines']));
    expect(await rowOf(page, 'raw')).toBe('BEGIN:VCARD');
    expect(await rowOf(page, 'sent')).toBe(say.refused({ reason: say.notABadge }));
    const code = [...'TEST-broken-1'].map((character) => usKey(character, 5));
    await type(atOnce([...code.toSpliced(6, 0, namedKey('F8', 5)), namedKey('Enter', 5)]));
    await until(async () =>
      expect(await rowOf(page, 'doubt')).toBe(say.doubt['control-character']),
    );
    expect(await page.locator('.tried-scan').count()).toBe(2);
  });

  it('measures a scanner that takes 60 ms a key and has another layout: it is read from then on', async () => {
    const kiosk = await runScanningKiosk(served);
    const { page } = kiosk;
    const type = await attachKeyboard(page);
    const slowly = (text: string) => atOnce(typed(text, 'de', 'us'), 60);
    await openScannerTest(page, PIN);
    await type(slowly('TEST-Yz-1'));
    await page.getByRole('button', { name: say.measure, exact: true }).click();
    await page.getByText(say.measuring).waitFor();
    expect(await page.locator('.tried-scan').count()).toBe(0);
    await type(slowly('TEST-Yz-2'));
    await page.getByText(say.otherCode).waitFor();
    await page.getByRole('button', { name: say.measure, exact: true }).click();
    await type(slowly(CALIBRATION_TEXT));
    await page.getByText(/^It types German at 60(\.\d)? ms a key\./).waitFor();
    await page.getByRole('button', { name: say.keep }).click();
    await page.getByText(say.kept).waitFor();
    expect(readSavedSettings(kiosk.dataDir)).toMatchObject({
      scannerLayout: 'de',
      wedgeGapMs: expect.stringMatching(/^(90|100)$/),
      wedgeMeanMs: expect.stringMatching(/^(75|80)$/),
    });
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await screenIs(page, 'scan');
    const told = await nextResult(page);
    await type(slowly('TEST-Yz-3'));
    expect(codeSentFor(kiosk, await told('checked-in'))).toBe('TEST-Yz-3');
  });
});

describe('before Confera has answered', () => {
  it('a scan is said to be checked, and its repeat gives the quiet cue', async () => {
    const kiosk = await runScanningKiosk(served, { env: { KIOSK_TIMEOUT_MS: '8000' } });
    const { page, scanner, simulator } = kiosk;
    simulator.setFaults([{ fault: { kind: 'latency', ms: 3000 }, on: 'all' }]);
    await scanner.scan('TEST-SLOW-1');
    await scanner.scan('TEST-SLOW-1');
    await page.getByText(WORDS.checking, { exact: true }).waitFor();
    await page.locator('.connection.pulse').waitFor();
    await outcomeIs(page, 'checking');
    await outcomeIs(page, 'checked-in');
    expect(readScans(kiosk)).toHaveLength(1);
  });
});

/** The keys at this pace, after a pause that ends whatever came before. */
function atOnce(keys: TimedKey[], gapMs = 5): TimedKey[] {
  return keys.map((key, index) => ({ ...key, after: index === 0 ? 500 : gapMs }));
}
