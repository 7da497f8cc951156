import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { launchStandIn, standIn } from './drivers/stand-in.ts';
import { runOnMachine, shareKioskOnMachine } from './fixtures/machine.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { PIN } from './fixtures/running-kiosk.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const at = (id: number, x: number) => ({ id, bounds: { x, y: 0, width: 1280, height: 800 } });

const input = (key: string, held: object = {}) => ({
  type: 'keyDown',
  key,
  code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
  control: false,
  alt: false,
  meta: false,
  shift: false,
  ...held,
});

describe.skipIf(standIn.unavailable)('a locked shell', () => {
  const kiosk = shareKioskOnMachine({ KIOSK_DISPLAY: '2' });

  it('takes the display, keeps it awake, and has no menu, zoom or developer tools', async () => {
    const { machine, page, dataDir } = await kiosk();
    await until(() => {
      expect(machine.calls()).toContainEqual({ api: 'window.setKiosk', args: [true] });
    });
    const calls = machine.calls();
    for (const call of [
      { api: 'window.setAlwaysOnTop', args: [true, 'screen-saver'] },
      { api: 'window.focus', args: [] },
      { api: 'powerSaveBlocker.start', args: ['prevent-display-sleep'] },
      { api: 'Menu.setApplicationMenu', args: [null] },
      { api: 'webContents.setZoomFactor', args: [1] },
      { api: 'webContents.setVisualZoomLevelLimits', args: [1, 1] },
      {
        api: 'crashReporter.start',
        args: [{ uploadToServer: false, into: path.join(dataDir, 'crashes') }],
      },
      { api: 'the screen’s picture granted', args: [false] },
    ]) {
      expect(calls).toContainEqual(call);
    }
    const switches = calls.filter(({ api }) => api === 'app.commandLine.appendSwitch');
    expect(switches.map(({ args }) => args[0])).toContain('disable-pinch');

    await machine.tell('webContents', 'zoom-changed', 'in');
    const zooms = calls.filter(({ api }) => api === 'webContents.setZoomFactor');
    expect(zooms.length).toBeGreaterThan(1);
    await screenIs(page, 'scan');
  });

  it('tells staff who check it that the screen stays on', async () => {
    const { page } = await kiosk();
    await openStaff(page, PIN);
    await page.getByRole('tab', { name: WORDS.staff.check, exact: true }).click();
    await page.locator('[data-check="power"][data-state="green"]').waitFor();
    await page.getByText(WORDS.preflight.found.powerAwake, { exact: true }).waitFor();
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await screenIs(page, 'scan');
  });

  it('is not on the screen before its page is', async () => {
    const { machine } = await kiosk();
    // This is set once the page has loaded.
    const loaded = machine.calls().findIndex(({ api }) => api === 'webContents.setZoomFactor');
    for (const shown of ['window.show', 'window.setKiosk']) {
      expect(machine.calls().findIndex(({ api }) => api === shown)).toBeGreaterThan(loaded);
    }
  });

  it('keeps the keys that lead out, and hands over those of a scanner', async () => {
    const { machine } = await kiosk();
    const isKept = (key: string, held?: object) =>
      machine.tell('webContents', 'before-input-event', input(key, held));
    for (const [key, held] of [
      ['F5', { control: true }],
      ['F10', { shift: true }],
      ['BrowserBack', {}],
      ['r', { control: true }],
      ['i', { control: true, shift: true }],
      ['p', { control: true }],
      ['q', { meta: true }],
      ['F4', { alt: true }],
      ['Tab', { alt: true }],
    ] as const) {
      expect([key, held, await isKept(key, held)]).toEqual([key, held, true]);
    }
    for (const [key, held] of [
      ['a', {}],
      ['Enter', {}],
      ['j', { control: true }],
      // Some scanners send these for control characters: the page has to know, and does nothing with them.
      ['F8', {}],
      ['m', { control: true }],
    ] as const) {
      expect([key, held, await isKept(key, held)]).toEqual([key, held, false]);
    }
  });

  it('is not closed by the system’s keys, and comes back when it is covered or shrunk', async () => {
    const { machine } = await kiosk();
    expect(await machine.tell('window', 'close')).toBe(true);
    for (const event of ['blur', 'minimize', 'leave-full-screen']) {
      const shown = () => machine.calls().filter(({ api }) => api === 'window.focus').length;
      const before = shown();
      await machine.tell('window', event);
      await until(() => expect(shown()).toBeGreaterThan(before));
    }
    const restored = machine.calls().filter(({ api }) => api === 'window.restore');
    expect(restored).toHaveLength(1);
  });

  it('follows its display when displays change', async () => {
    const { machine } = await kiosk();
    const moves = () => machine.calls().filter(({ api }) => api === 'window.setBounds');
    machine.setDisplays([at(1, 0), at(2, 1280)]);
    await machine.tell('screen', 'display-added');
    await until(() => expect(moves().at(-1)?.args).toEqual([at(2, 1280).bounds]));
    machine.setDisplays([at(1, 0)]);
    await machine.tell('screen', 'display-removed');
    await until(() => expect(moves().at(-1)?.args).toEqual([at(1, 0).bounds]));
    expect(machine.calls().findLast(({ api }) => api === 'window.setKiosk')?.args).toEqual([true]);
  });

  it('hands no file to a page that asks for itself', async () => {
    const { page, downloaded, scanner } = await kiosk();
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'waiting-scans-taken.csv';
      link.click();
    });
    await scanner.scan('TEST-NO-FILE');
    await outcomeIs(page, 'checked-in');
    await expect(downloaded('waiting-scans-taken.csv')).rejects.toThrow('ENOENT');
  });

  it('is alone: a second one ends with 4, and the first one comes to the front', async () => {
    const { machine, start } = await kiosk();
    const focused = () => machine.calls().filter(({ api }) => api === 'window.focus').length;
    await until(() => expect(focused()).toBeGreaterThan(0));
    const before = focused();
    await expect(launchStandIn(start)).rejects.toThrow(/^The kiosk ended with 4: [^\n]*\n$/);
    await until(() => expect(focused()).toBeGreaterThan(before));
  });
});

describe.skipIf(standIn.unavailable || process.platform !== 'linux')('a shell on Wayland', () => {
  it('stays full-screen when displays change, and tells staff that its choice has no effect', async () => {
    const { machine, page } = await runOnMachine({ env: { KIOSK_DISPLAY: '2' } }, [
      '--ozone-platform=wayland',
    ]);
    const places = () => machine.calls().filter(({ api }) => api === 'window.focus').length;
    await until(() => expect(places()).toBeGreaterThan(0));
    const before = places();
    machine.setDisplays([at(1, 0), at(2, 1280)]);
    await machine.tell('screen', 'display-added');
    await until(() => expect(places()).toBeGreaterThan(before));
    const calls = machine.calls();
    expect(calls.map(({ api }) => api)).not.toContain('window.setBounds');
    expect(calls).not.toContainEqual({ api: 'window.setKiosk', args: [false] });

    await openStaff(page, PIN);
    const fact = page.locator('[data-problem="window-system"]');
    await expect.poll(() => fact.textContent()).toContain('KIOSK_DISPLAY');
  });
});

describe.skipIf(standIn.unavailable)('a shell on a staff laptop', () => {
  it('is a window like others', async () => {
    const { machine, exited, page } = await runOnMachine({ env: { KIOSK_LOCKDOWN: '0' } });
    expect(await machine.tell('window', 'close')).toBe(false);
    const reload = input('r', { control: true });
    expect(await machine.tell('webContents', 'before-input-event', reload)).toBe(false);
    const apis = machine.calls().map(({ api }) => api);
    expect(apis).not.toContain('window.setKiosk');
    expect(apis).not.toContain('powerSaveBlocker.start');
    await machine.tell('window', 'minimize');
    expect(machine.calls()).not.toContainEqual({ api: 'window.restore', args: [] });
    await machine.tell('app', 'second-instance', [], '', {});
    await until(() => expect(machine.calls()).toContainEqual({ api: 'window.restore', args: [] }));
    await page.close();
    // Whoever closes it is done with the kiosk, so nobody starts it again.
    expect(await exited).toBe(7);
  });
});

describe.skipIf(standIn.unavailable)('the installed shell', () => {
  const env = { STANDIN_PACKAGED: '1' };

  it('ends with 2 on a switch that would open a door', async () => {
    const flag = '--remote-debugging-port=0';
    const started = launchStandIn({ env, dataDir: temporaryFolder() }, [flag]);
    await expect(started).rejects.toThrow(
      'The kiosk ended with 2: The installed kiosk does not take --remote-debugging-port\n',
    );
  });

  it.runIf(process.platform === 'linux')('starts at login, and no longer', async () => {
    const config = temporaryFolder();
    const entry = path.join(config, 'autostart/confera-kiosk.desktop');
    const withLogin = (on: string) => ({
      ...env,
      XDG_CONFIG_HOME: config,
      KIOSK_START_AT_LOGIN: on,
    });
    const { start, close } = await runOnMachine({ env: withLogin('1') });
    expect(readFileSync(entry, 'utf8')).toContain(`Exec="${process.execPath}"`);
    await close();
    const again = await launchStandIn({ ...start, env: { ...start.env, ...withLogin('0') } });
    try {
      await screenIs(again.page, 'scan');
      expect(existsSync(entry)).toBe(false);
    } finally {
      await again.close();
    }
  });
});
