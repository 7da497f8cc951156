import { describe, expect, test } from 'vitest';
import {
  BadCommandLineError,
  readCommandLine,
} from '../../../../electron/shell/guard/switch-policy.ts';

const DOORS = [
  '--remote-debugging-port=9222',
  '--remote-debugging-port',
  '--remote-debugging-pipe',
  '--remote-debugging-address=0.0.0.0',
  '--remote-allow-origins=*',
  '--inspect',
  '--inspect=0.0.0.0:9229',
  '--inspect-brk',
  '--inspect-brk-node=1',
  '--inspect-port=1',
  '--inspect-publish-uid=http',
  '--debug',
  '--js-flags=--expose-gc',
  '--disable-setuid-sandbox',
  '--disable-gpu-sandbox',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--load-extension=/tmp/evil',
  '--disable-extensions-except=/tmp/evil',
  '--proxy-server=evil:8080',
  '--host-rules=MAP * evil',
  '--host-resolver-rules=MAP * evil',
  '--ignore-certificate-errors',
  '--allow-running-insecure-content',
  '--user-data-dir=/tmp',
  '--app=/tmp/evil.js',
  '--require=/tmp/evil.js',
  '--gpu-launcher=/tmp/evil',
  '--renderer-cmd-prefix=/tmp/evil',
  '--browser-subprocess-path=/tmp/evil',
  '--auto-select-desktop-capture-source=Entire',
  '--use-fake-ui-for-media-stream',
  '--unsafely-treat-insecure-origin-as-secure=http://evil',
  '-remote-debugging-port=9222',
  '-inspect',
  '/remote-debugging-port=9222',
  '/inspect',
  '--Remote-Debugging-Port=9222',
  '--INSPECT',
];

/** The words with which the installed app refuses a command line. */
function refusal(...args: string[]): string {
  try {
    readCommandLine(args, { isPackaged: true });
  } catch (error) {
    if (error instanceof BadCommandLineError) return error.message;
    throw error;
  }
  throw new Error('It was taken');
}

describe('the installed app', () => {
  test.each(DOORS)('refuses %s, and says which without its value', (arg) => {
    const message = refusal('--location', 'gate-a', arg);
    expect(message).toMatch(/^The installed kiosk does not take --[a-z-]+$/);
    expect(message).not.toContain('evil');
  });

  test.each(['--no-sandbox', '-no-sandbox', '/no-sandbox', '--No-Sandbox'])(
    'notices that %s is among its switches',
    (arg) => {
      const read = readCommandLine([arg, '--windowed'], { isPackaged: true });
      expect(read).toEqual({ own: ['--windowed'], withoutSandbox: true });
    },
  );

  test('refuses a door beside it', () => {
    expect(refusal('--no-sandbox', '--inspect')).toContain('--inspect');
  });

  test.each([
    '--ozone-platform=wayland',
    '--ozone-platform-hint=auto',
    '--force-device-scale-factor=1.25',
    '--password-store=gnome-libsecret',
    '--disable-gpu',
    '--updated',
  ])('takes %s, which is for Chromium', (arg) => {
    const read = readCommandLine([arg, '--windowed'], { isPackaged: true });
    expect(read).toEqual({ own: ['--windowed'], withoutSandbox: false });
  });

  test.each(['--password-store=basic', '--ozone-platform=headless', '--disable-gpu=x'])(
    'refuses the value of %s',
    (arg) => {
      expect(refusal(arg)).toMatch(/does not take this value here$/);
    },
  );

  test('leaves what it does not know to the check of its own flags', () => {
    const args = ['--location=gate-a', '--some-new-switch', 'word', '--', '-x'];
    expect(readCommandLine(args, { isPackaged: true })).toMatchObject({ own: args });
  });
});

test.each([...DOORS, '--no-sandbox'])('a developer may use %s', (arg) => {
  const read = readCommandLine([arg], { isPackaged: false });
  expect(read.withoutSandbox).toBe(false);
});
