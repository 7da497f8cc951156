import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { filesWith } from './fixtures/folder-contents.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { PIN, readySettings, runKiosk, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.copy;
const PASSPHRASE = 'correct horse battery';
const MAIN = path.resolve(import.meta.dirname, '../../build/restore.ts');

vi.setConfig({ testTimeout: 120_000 });

/** The section about the copy, on the page of files. */
async function openCopy(page: Page) {
  await page.getByRole('tab', { name: WORDS.staff.files, exact: true }).click();
  const section = page.getByRole('region', { name: SAY.headline, exact: true });
  await section.locator('[data-copy]').waitFor();
  return {
    section,
    press: (name: string) => section.getByRole('button', { name, exact: true }).click(),
    says: (text: string | RegExp) => section.getByText(text).first().waitFor(),
    type: (name: string, text: string) => section.getByLabel(name, { exact: true }).fill(text),
  };
}

it('a supervisor has the scans copied, and another kiosk goes on from the copy and tells staff so', async () => {
  const first = await runScanningKiosk(served, { env: { KIOSK_DEVICE_ID: 'gate-7' } });
  const { page, simulator, scanner, dataDir } = first;
  const stick = temporaryFolder();
  simulator.setInternetGone(true);
  for (const code of ['BADGE-1', 'BADGE-2']) {
    await scanner.scan(code);
    await outcomeIs(page, 'queued');
  }

  await openStaff(page, PIN);
  const copy = await openCopy(page);
  await copy.says(SAY.off);
  await copy.press(SAY.open);
  await copy.press(SAY.start);
  await copy.says(SAY.choose);
  await copy.type(SAY.folder, 'sticks/mine');
  await copy.type(WORDS.provisioning.passphrase, PASSPHRASE);
  await copy.press(SAY.start);
  await copy.says(WORDS.codes.differ);
  await copy.type(WORDS.codes.again, PASSPHRASE);
  await copy.press(SAY.start);
  await copy.says(SAY.problem['not-a-path']);
  await copy.type(SAY.folder, path.join(dataDir, 'copy'));
  await copy.press(SAY.start);
  await copy.says(SAY.problem['in-data-folder']);
  await copy.type(SAY.folder, path.join(stick, 'no such folder'));
  await copy.press(SAY.start);
  await copy.says(SAY.problem['not-a-folder']);
  await copy.type(SAY.folder, stick);
  await copy.press(SAY.start);
  await copy.says(SAY.started);
  await copy.says(/2 scans are in it\.$/);
  expect(filesWith(stick, 'BADGE')).toEqual([]);
  expect(filesWith(dataDir, PASSPHRASE)).toEqual([]);

  rmSync(path.join(stick, 'confera-kiosk-copy'), { recursive: true });
  await page.getByRole('tab', { name: WORDS.staff.overview, exact: true }).click();
  const fact = page.locator('[data-problem="copy"]');
  await fact.getByText(SAY.fails).waitFor({ timeout: 60_000 });
  expect(await fact.getAttribute('data-tone')).toBe('bad');
  const again = await openCopy(page);
  await again.says(SAY.problem.gone);
  await again.press(SAY.open);
  await again.type(SAY.folder, stick);
  await again.type(WORDS.provisioning.passphrase, PASSPHRASE);
  await again.type(WORDS.codes.again, PASSPHRASE);
  await again.press(SAY.start);
  await again.says(/2 scans are in it\.$/);
  await first.close();
  rmSync(dataDir, { recursive: true });

  const other = temporaryFolder();
  const ran = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, '--from', stick, '--data-dir', other],
    { env: { PATH: process.env.PATH, KIOSK_PASSPHRASE: PASSPHRASE }, encoding: 'utf8' },
  );
  expect(JSON.parse(ran.stdout)).toMatchObject({ device: 'gate-7', unsent: 2, complete: true });
  simulator.setInternetGone(false);
  const second = await runKiosk(served, { dataDir: other, env: readySettings(simulator) });
  await screenIs(second.page, 'scan');
  await until(() => expect(simulator.checkins()).toHaveLength(2));
  await openStaff(second.page, PIN);
  const told = second.page.locator('[data-problem="taken-over"]');
  await told.getByText(/gate-7/).waitFor();
  await told.getByText(/^2 scans had not been sent there\. .* is missing\.$/).waitFor();
});

it('a supervisor ends the copy', async () => {
  const kiosk = await runScanningKiosk(served);
  const { page } = kiosk;
  const stick = temporaryFolder();
  await openStaff(page, PIN);
  const copy = await openCopy(page);
  await copy.press(SAY.open);
  await copy.type(SAY.folder, stick);
  await copy.press(WORDS.codes.suggest);
  await copy.press(SAY.start);
  await until(async () =>
    expect(await copy.section.getByRole('status').textContent()).toMatch(
      /^Passphrase: .+ Write it/,
    ),
  );
  await copy.says(/^The copy is in/);
  await copy.press(SAY.stop);
  const question = page.getByRole('dialog', { name: SAY.stopHeadline });
  await question.getByRole('button', { name: SAY.stopConfirm, exact: true }).click();
  await copy.says(SAY.stopped);
  await copy.says(SAY.off);
  expect(filesWith(stick, 'CKCOPY')).toHaveLength(1);
});
