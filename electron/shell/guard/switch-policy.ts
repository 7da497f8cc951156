/**
 * Chromium's switches that a kiosk may need and that open nothing: how the window is drawn, and which keyring there
 * is. `--updated` is what the Windows installer starts the app with after an update.
 */
const HARMLESS: Record<string, RegExp> = {
  'ozone-platform': /^(x11|wayland)$/,
  'ozone-platform-hint': /^(auto|x11|wayland)$/,
  'force-device-scale-factor': /^\d(\.\d+)?$/,
  'password-store': /^(gnome-libsecret|kwallet[56]?)$/,
  'disable-gpu': /^$/,
  updated: /^$/,
};

/** What everybody tries first; the rest is refused as unknown. */
const DOORS =
  /^(remote-debugging-|remote-allow-|inspect|debug|js-flags|no-sandbox|disable-.*(sandbox|security|isolat)|load-extension|disable-extensions-except|enable-automation|headless|proxy-|host-rules|host-resolver-rules|ignore-certificate-errors|allow-|user-data-dir|app|require|eval|run-as-node|gpu-launcher|renderer-cmd-prefix|utility-cmd-prefix|browser-subprocess-path|log-net-log|auto-select-|use-fake-|unsafely-)/;

/** This one is seldom an attack: starters of AppImages, and advice on the web, add it. */
const NO_SANDBOX =
  'The installed kiosk does not take --no-sandbox: without its sandbox a page could reach this machine. Whatever ' +
  'starts the kiosk added it (a menu entry, a script): take it out there, or install the Debian package, which ' +
  'needs none (INSTALL.md)';

export type CommandLine = { ok: true; own: string[] } | { ok: false; message: string };

/**
 * What of a command line is for the kiosk itself. In the installed app any switch of Chromium's or Node's beyond the
 * harmless ones is refused before a window is there. Chromium takes `-x` as `--x`, and on Windows `/x` and any case.
 *
 * @param args the command line without program and script
 */
export function readCommandLine(
  args: readonly string[],
  { isPackaged }: { isPackaged: boolean },
): CommandLine {
  const own: string[] = [];
  for (const arg of args) {
    const [, name = '', value = ''] = /^(?:--?|\/)([^=]*)=?(.*)$/s.exec(arg) ?? [];
    const lower = name.toLowerCase();
    if (isPackaged && lower === 'no-sandbox') return { ok: false, message: NO_SANDBOX };
    if (isPackaged && DOORS.test(lower)) {
      // No value: it may be anything, and other users read what is logged.
      return { ok: false, message: `The installed kiosk does not take --${lower}` };
    }
    const harmless = arg.startsWith('--') ? HARMLESS[name] : undefined;
    if (!harmless) own.push(arg);
    else if (!harmless.test(value)) {
      return { ok: false, message: `--${name} does not take this value here` };
    }
  }
  return { ok: true, own };
}
