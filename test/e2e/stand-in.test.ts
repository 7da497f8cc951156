import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const HOOK = path.resolve(import.meta.dirname, '../standin/hook.mjs');

/** Runs a script as the app's main, until it ends. */
async function runAsMain(source: string, env: Record<string, string> = {}) {
  const main = path.join(temporaryFolder(), 'main.cjs');
  writeFileSync(main, source);
  const child = spawn(process.execPath, ['--import', HOOK, main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, said };
}

const NOT_PROVIDED = [
  'electron.dialog',
  'electron.shell',
  'electron.powerMonitor.getSystemIdleTime()',
  "electron.powerMonitor.on('shutdown', () => {})",
  'electron.app.setLoginItemSettings({})',
  "electron.app.on('activate', () => {})",
  "electron.app.setPath('home', '/')",
  "electron.session.defaultSession.on('extension-loaded', () => {})",
  'electron.screen.getCursorScreenPoint()',
  'electron.crashReporter.start({ uploadToServer: true })',
  'electron.Menu.buildFromTemplate([])',
  "electron.app.once('browser-window-created', () => {})",
  'electron.app.name = 1',
  'electron.ipcMain.removeHandler',
  'electron.session.fromPartition',
  'electron.session.defaultSession.webRequest',
  'electron.protocol.unhandle',
  'electron.safeStorage.setUsePlainTextEncryption',
  'electron.BrowserWindow.getAllWindows',
  'new electron.BrowserWindow({ transparent: true, webPreferences })',
  'new electron.BrowserWindow({ webPreferences: { ...webPreferences, zoomFactor: 2 } })',
  'new electron.BrowserWindow({ webPreferences: { ...webPreferences, sandbox: false } })',
  'new electron.BrowserWindow({ webPreferences: { ...webPreferences, nodeIntegration: true } })',
  'new electron.BrowserWindow({ webPreferences: { sandbox: true } })',
];

it('throws on all of Electron that it does not provide', async () => {
  const { code, said } = await runAsMain(`
    const electron = require('electron');
    const webPreferences = { preload: 'none.cjs', contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false };
    const told = {};
    electron.app.whenReady().then(() => {
      for (const text of ${JSON.stringify(NOT_PROVIDED)}) {
        try {
          new Function('electron', 'webPreferences', text)(electron, webPreferences);
          told[text] = 'provided';
        } catch (error) {
          told[text] = error.name;
        }
      }
      process.stdout.write(JSON.stringify(told), () => electron.app.exit(3));
    });
  `);
  expect(JSON.parse(said)).toEqual(
    Object.fromEntries(NOT_PROVIDED.map((text) => [text, 'NotProvidedError'])),
  );
  expect(code).toBe(3);
});

it('quits as Electron does: asked first, then for good, with 0', async () => {
  const { code, said } = await runAsMain(`
    const { app } = require('electron');
    let asked = 0;
    app.on('before-quit', (event) => {
      asked += 1;
      process.stdout.write('before-quit ');
      if (asked > 1) return;
      event.preventDefault();
      setImmediate(() => app.quit());
    });
    app.on('will-quit', () => process.stdout.write('will-quit '));
    app.on('quit', (_event, code) => process.stdout.write('quit ' + code));
    app.whenReady().then(() => app.quit());
  `);
  expect({ code, said }).toEqual({ code: 0, said: 'before-quit before-quit will-quit quit 0' });
});

it('seals secrets with a keyring, and has none by default', async () => {
  const source = `
    const { app, safeStorage } = require('electron');
    app.whenReady().then(() => {
      const there = safeStorage.isEncryptionAvailable();
      const sealed = there ? safeStorage.encryptString('a secret') : null;
      const open = sealed && safeStorage.decryptString(sealed);
      const told = { there, open, plain: sealed && sealed.includes('a secret') };
      process.stdout.write(JSON.stringify(told), () => app.exit(0));
    });
  `;
  const without = await runAsMain(source);
  expect(JSON.parse(without.said)).toEqual({ there: false, open: null, plain: null });
  const sealed = await runAsMain(source, { STANDIN_KEYRING: '1' });
  expect(JSON.parse(sealed.said)).toEqual({ there: true, open: 'a secret', plain: false });
});
