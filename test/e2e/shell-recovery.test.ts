import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hurry, MAY_HURRY } from '../fixtures/hurried-time.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { wordsOf } from '../fixtures/words-of.ts';
import { launchStandIn, standIn } from './drivers/stand-in.ts';
import { runOnMachine } from './fixtures/machine.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { allProcesses, type Process } from './fixtures/processes.ts';
import { PIN } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

/** The page of a new window scans as the one before did. */
async function scansOn(page: Page, code: string) {
  await screenIs(page, 'scan');
  await (await WedgeScanner.attachTo(page)).scan(code);
  return outcomeIs(page, 'checked-in');
}

/** In the page. */
function askForStaffOverview(): Promise<unknown> {
  const { kioskShell } = globalThis as unknown as {
    kioskShell: { call: (method: string, input: object) => Promise<unknown> };
  };
  return kioskShell.call('getStaffOverview', {});
}

const shellLog = (dataDir: string) => readFileSync(path.join(dataDir, 'logs/shell.log'), 'utf8');

/** Lets the time of a kiosk hurry whose page hangs, until the log tells of it so many times. */
function untilHangIsNoticed({ pid, dataDir }: { pid: number; dataDir: string }, times: number) {
  const hangs = () => shellLog(dataDir).match(/"trouble":"[^}]*page-hung/g) ?? [];
  return hurry(pid, () => until(() => expect(hangs()).toHaveLength(times), 30_000));
}

/** The page of a kiosk whose pages have crashed until none was tried again. */
async function crashedToFault(env: Record<string, string> = {}) {
  const { shell, dataDir } = await runOnMachine({ env });
  for (let n = 0; n < 4; n++) {
    const next = shell?.nextPage();
    await shell?.crashPage();
    await screenIs((await next) as Page, 'scan');
  }
  const fault = shell?.nextPage();
  await shell?.crashPage();
  const page = (await fault) as Page;
  await screenIs(page, 'fault');
  return { page, dataDir };
}

describe.skipIf(standIn.unavailable)('a shell in which something falls over', () => {
  it('says that it is closed after five crashes in a row, in its own language', async () => {
    const { page, dataDir } = await crashedToFault({ KIOSK_LANGUAGE: 'ur' });
    const { fault } = wordsOf('ur');
    await page.locator('html[lang="ur"][dir="rtl"]').waitFor();
    await page.getByRole('heading', { name: fault.headline }).waitFor();
    await page.getByText(fault.below, { exact: true }).waitFor();
    expect(shellLog(dataDir)).toContain('"page-gone"');
  });

  it('goes on without updates where the updater can’t be loaded', async () => {
    // The stand-in provides nothing of what the updater looks for in Electron.
    const { scanner, page, dataDir } = await runOnMachine({
      env: {
        STANDIN_PACKAGED: '1',
        APPIMAGE: '/kiosk.AppImage',
        KIOSK_UPDATE_URL: 'https://updates.invalid/kiosk',
      },
    });
    await until(() => expect(shellLog(dataDir)).toMatch(/"msg":"update"/));
    await scanner.scan('TEST-WITHOUT-UPDATES');
    await outcomeIs(page, 'checked-in');
    expect(shellLog(dataDir)).not.toContain('"trouble"');
  });

  it('replaces a page that hangs, one that slept and one that was closed', async () => {
    const { shell, machine, page: first } = await runOnMachine();
    await machine.tell('webContents', 'unresponsive');
    await machine.tell('webContents', 'responsive');
    const next = shell?.nextPage();
    await machine.tell('webContents', 'unresponsive');
    const second = (await next) as Page;
    await scansOn(second, 'TEST-AFTER-THE-PAUSE');
    await until(() => expect(first.isClosed()).toBe(true));

    await openStaff(second, PIN);
    const awake = shell?.nextPage();
    await machine.tell('powerMonitor', 'suspend');
    await machine.tell('powerMonitor', 'resume');
    const third = (await awake) as Page;
    await scansOn(third, 'TEST-GOOD-MORNING');
    expect(await third.evaluate(askForStaffOverview)).toEqual({ ok: false, problem: 'locked' });

    const open = shell?.nextPage();
    await machine.tell('window', 'closed');
    await scansOn((await open) as Page, 'TEST-STILL-OPEN');
    await until(() => expect(third.isClosed()).toBe(true));
  });

  it('replaces a page that hangs while nobody touches it', async () => {
    const { shell, page, ...kiosk } = await runOnMachine({ env: MAY_HURRY });
    const next = shell?.nextPage();
    await page.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
    await untilHangIsNoticed(kiosk, 1);
    await scansOn((await next) as Page, 'TEST-AFTER-THE-HANG');
  });

  it('replaces pages that hang while they load: the kiosk’s, and the one that says it is closed', async () => {
    const { shell, hangNextPage, ...kiosk } = await runOnMachine({ env: MAY_HURRY });
    const crashInto = async <Next>(next: Promise<Next> | undefined) => {
      await shell?.crashPage();
      return next;
    };
    await crashInto(hangNextPage());
    const scanning = shell?.nextPage();
    await untilHangIsNoticed(kiosk, 1);
    await scansOn((await scanning) as Page, 'TEST-AFTER-THE-HANG');
    for (let n = 0; n < 2; n++) {
      await screenIs((await crashInto(shell?.nextPage())) as Page, 'scan');
    }
    await crashInto(hangNextPage());
    const closed = shell?.nextPage();
    await untilHangIsNoticed(kiosk, 2);
    await screenIs((await closed) as Page, 'fault');
    const hung = /"trouble":"fault-page","detail":"page-hung while it loaded"/;
    expect(shellLog(kiosk.dataDir)).toMatch(hung);
  });

  it('starts anew after an exception that nobody caught, with all scans', async () => {
    const first = await runOnMachine({ env: { KIOSK_SUPERVISED: '1' } });
    await first.scanner.scan('TEST-BEFORE-THE-END');
    await outcomeIs(first.page, 'checked-in');
    first.machine.throwInMain('exception', 'thrown by the test');
    expect(await first.exited).toBe(75);
    expect(first.stderr()).toBe('');
    expect(shellLog(first.dataDir)).toContain('thrown by the test');

    const second = await launchStandIn(first.start);
    onTestFinished(async () => void (await second.close()));
    await scansOn(second.page, 'TEST-AFTER-THE-END');
    expect(readScans(first).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it.each<[string, (dataDir: string) => void]>([
    [
      'before the next try, where it ended so again and again',
      (dataDir) => {
        const exceptionsAt = Array(4).fill(Date.now());
        const record = JSON.stringify({ exceptionsAt, softwareGraphics: false });
        writeFileSync(path.join(dataDir, 'restarts.json'), record);
      },
    ],
    [
      'where it can’t read what it keeps',
      (dataDir) => mkdirSync(path.join(dataDir, 'settings.json')),
    ],
  ])('shows that it is closed %s', async (_, spoil) => {
    const dataDir = temporaryFolder();
    spoil(dataDir);
    const kiosk = await launchStandIn({ dataDir, env: {} });
    onTestFinished(async () => void (await kiosk.close()));
    await screenIs(kiosk.page, 'fault');
    await kiosk.page.getByRole('heading', { name: WORDS.fault.headline }).waitFor();
    await kiosk.page.getByText(WORDS.fault.below, { exact: true }).waitFor();
  });

  it('does without the graphics card after its third crash; starts anew after a rejection', async () => {
    const first = await runOnMachine({ env: { KIOSK_SUPERVISED: '1' } });
    for (let n = 0; n < 3; n++) {
      const gone = { type: 'GPU', reason: 'crashed', exitCode: 1 };
      await first.machine.tell('app', 'child-process-gone', gone);
    }
    expect(await first.exited).toBe(75);
    const disabled = { api: 'app.disableHardwareAcceleration', args: [] };
    expect(first.machine.calls()).not.toContainEqual(disabled);

    const second = await launchStandIn(first.start);
    onTestFinished(async () => void (await second.close()));
    await screenIs(second.page, 'scan');
    expect(second.machine.calls()).toContainEqual(disabled);
    second.machine.throwInMain('rejection', 'rejected by the test');
    expect(await second.exited).toBe(75);
    expect(shellLog(first.dataDir)).toContain('rejected by the test');
  });

  it.runIf(process.platform === 'linux')(
    'starts its own successor where nobody else would, which has the key and not in its environment',
    async () => {
      const first = await runOnMachine();
      first.simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
      await first.scanner.scan('TEST-FOR-THE-SUCCESSOR');
      await outcomeIs(first.page, 'queued');
      first.machine.throwInMain('exception', 'thrown by the test');
      expect(await first.exited).toBe(0);
      first.simulator.clearFaults();
      const isSuccessor = ({ environment, commandLine }: Process) =>
        environment.includes(`KIOSK_DATA_DIR=${first.dataDir}`) &&
        commandLine.includes('main/index.cjs');
      const successors = () => allProcesses().filter(isSuccessor);
      onTestFinished(async () => {
        for (const { id } of successors()) process.kill(id, 'SIGTERM');
        await until(() => expect(successors()).toEqual([]));
      });
      await until(() => {
        expect(first.simulator.checkins().map(({ code }) => code)).toEqual([
          'TEST-FOR-THE-SUCCESSOR',
        ]);
      }, 30_000);
      const [successor] = successors();
      expect(successor?.environment).not.toContain('CONFERA_API_KEY');
      expect(successor?.environment).not.toContain(PIN);
    },
  );
});
