// An organiser copied the codes for the badges out of a web page, and zero-width characters came along at their ends:
// every badge was refused as unknown, and staff could see nothing wrong with it.
import { expect, test } from 'vitest';
import { runWithDevices } from '../e2e/fixtures/fake-devices.ts';
import { codesSent, kioskThatSees, outcomesOf } from '../e2e/fixtures/film-kiosk.ts';
import { nextResult } from '../e2e/fixtures/page-marks.ts';
import { PIN, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { codeSentFor } from '../e2e/fixtures/scan-log.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { runGateOver } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';

const around = (code: string) => `\ufeff\u200e${code}\u200b\u00ad`;
/** One within the code, where it stays. */
const WITHIN = 'TEST-IN\u200bSIDE';

test('at the gate such a badge gets in', async () => {
  const simulator = await runSimulator();
  const { events } = await runGateOver(`${around('TEST-GATE')}\n${WITHIN}\n]z6ABTEST-PART\n`, {
    env: {
      CONFERA_BASE_URL: simulator.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: temporaryFolder(),
    },
  });
  expect(codesSent({ simulator })).toEqual(['TEST-GATE', WITHIN]);
  // What a scanner declares to be a part of a code is refused in the same place.
  expect(events).toContainEqual(
    expect.objectContaining({ n: 3, outcome: 'unreadable', reason: 'control-characters' }),
  );
});

test('an address and a key that were copied in the same way are taken', async () => {
  const simulator = await runSimulator();
  const { events } = await runGateOver('TEST-SET-UP\n', {
    env: {
      CONFERA_BASE_URL: around(simulator.url),
      CONFERA_API_KEY: around('cat_demo_all'),
      KIOSK_DATA_DIR: temporaryFolder(),
    },
  });
  expect(events).toContainEqual(expect.objectContaining({ n: 1, outcome: 'checked-in' }));
});

test('by every scanner of a screen, and typed, it gets in; what stays within a code staff can see', async () => {
  const kiosk = await runWithDevices();
  const { page, devices, scanner } = kiosk;
  await devices.plugHid('Scanner A');
  await devices.plugSerial();
  await until(async () => expect(await devices.opened()).toHaveLength(2));
  const typeByHand = async (code: string) => {
    await page.getByRole('button', { name: WORDS.edge.typeCode }).click();
    const entry = page.getByLabel(WORDS.codeEntry.label).and(page.locator('input'));
    await entry.fill(code);
    await page.getByRole('button', { name: WORDS.codeEntry.checkIn, exact: true }).click();
  };
  const ways: [code: string, scan: (code: string) => Promise<void>][] = [
    ['TEST-HID', (code) => devices.scanHid('Scanner A', code)],
    ['TEST-SERIAL', (code) => devices.sendSerial(`${code}\r\n`)],
    ['TEST-WEDGE', (code) => scanner.scan(code)],
    ['TEST-TYPED', typeByHand],
  ];
  for (const [code, scan] of ways) {
    const told = await nextResult(page);
    await scan(around(code));
    expect(codeSentFor(kiosk, await told('checked-in')), code).toBe(code);
    await page.locator('[role="status"][data-outcome="idle"]').waitFor({ state: 'attached' });
  }

  // A text that is pasted is never cut to what could be a code.
  const refused = await nextResult(page);
  await page.getByRole('button', { name: WORDS.edge.typeCode }).click();
  await page.keyboard.insertText(`TEST-${'1'.repeat(600)}`);
  await page.keyboard.press('Enter');
  await refused('unreadable');

  const told = await nextResult(page);
  await scanner.scan('TEST-END\u200b12');
  await told('rejected');
  await openStaff(page, PIN);
  await page.getByText('…D‹U+200B›12').first().waitFor();
  await page.getByRole('tab', { name: WORDS.staff.scanner, exact: true }).click();
  await page.getByRole('heading', { name: WORDS.scannerTest.tryTitle }).waitFor();
  await scanner.scan(WITHIN);
  const tried = page.locator('.tried-scan:first-child');
  await tried.waitFor();
  for (const row of ['sent', 'raw']) {
    const said = await tried.locator(`[data-row="${row}"] dd`).innerText();
    expect(said).toContain('TEST-IN‹U+200B›SIDE');
  }
}, 90_000);

test('by the camera it gets in', async () => {
  const kiosk = await kioskThatSees([
    { code: null, ms: 2000 },
    { code: around('TEST-CAMERA'), ms: 1500 },
  ]);
  await until(() => expect(outcomesOf(kiosk)).toContain('checked-in'), 30_000);
  expect(codesSent(kiosk)).toEqual(['TEST-CAMERA']);
});
