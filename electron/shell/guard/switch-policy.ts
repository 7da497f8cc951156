/**
 * Chromium's switches that a kiosk may need and that open no way out: how the window is drawn, and which keyring to
 * use. The Windows installer starts the app with `--updated` after an update.
 */
const HARMLESS: Record<string, RegExp> = {
  'ozone-platform': /^(x11|wayland)$/,
  'ozone-platform-hint': /^(auto|x11|wayland)$/,
  'force-device-scale-factor': /^\d(\.\d+)?$/,
  'password-store': /^(gnome-libsecret|kwallet[56]?)$/,
  'disable-gpu': /^$/,
  updated: /^$/,
};

/** The switches that people try first, refused by name. All others are refused as unknown. */
const DOORS =
  /^(remote-debugging-|remote-allow-|inspect|debug|js-flags|no-sandbox|disable-.*(sandbox|security|isolat)|load-extension|disable-extensions-except|enable-automation|headless|proxy-|host-rules|host-resolver-rules|ignore-certificate-errors|allow-|user-data-dir|app|require|eval|run-as-node|gpu-launcher|renderer-cmd-prefix|utility-cmd-prefix|browser-subprocess-path|log-net-log|auto-select-|use-fake-|unsafely-)/;

/** This one is seldom an attack: launchers of AppImages and advice on the web add it. */
const NO_SANDBOX =
  'The installed kiosk does not take --no-sandbox: without its sandbox a page could reach this machine. Whatever ' +
  'starts the kiosk added it (a menu entry, a script): take it out there, or install the Debian package, which ' +
  'needs none (INSTALL.md)';

export type CommandLine = { ok: true; own: string[] } | { ok: false; message: string };

/**
 * Finds the part of a command line that is for the kiosk itself. The installed app refuses every switch of Chromium or
 * Node that isn't known to be harmless, before it opens a window. Chromium reads `-x` like `--x`, and on Windows also
 * `/x` and any case.
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
      // The message leaves out the value, which may be a secret: other users may read the system's log.
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
