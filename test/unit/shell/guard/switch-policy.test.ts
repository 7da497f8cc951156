import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../../electron/shell/guard/switch-policy.ts';

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
  '--no-sandbox',
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

describe('the installed app', () => {
  test.each(DOORS)('refuses %s, and says which without its value', (arg) => {
    const read = readCommandLine(['--location', 'gate-a', arg], { isPackaged: true });
    expect(read).toMatchObject({ ok: false });
    if (read.ok) return;
    expect(read.message).toMatch(
      /^The installed kiosk does not take --[a-z-]+(: without its sandbox .*)?$/,
    );
    expect(read.message).not.toContain('evil');
  });

  test('names who may have added --no-sandbox, and what helps', () => {
    const read = readCommandLine(['--no-sandbox'], { isPackaged: true });
    expect(read).toMatchObject({ message: expect.stringMatching(/menu entry.*Debian package/) });
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
    expect(read).toEqual({ ok: true, own: ['--windowed'] });
  });

  test.each(['--password-store=basic', '--ozone-platform=headless', '--disable-gpu=x'])(
    'refuses the value of %s',
    (arg) => {
      expect(readCommandLine([arg], { isPackaged: true })).toMatchObject({ ok: false });
    },
  );

  test('leaves what it does not know to the check of its own flags', () => {
    const args = ['--location=gate-a', '--some-new-switch', 'word', '--', '-x'];
    expect(readCommandLine(args, { isPackaged: true })).toEqual({ ok: true, own: args });
  });
});

test.each(DOORS)('a developer may use %s', (arg) => {
  expect(readCommandLine([arg], { isPackaged: false }).ok).toBe(true);
});
