import { BadSettingError } from '../../core/system/bad-setting.ts';

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
  /^(remote-debugging-|remote-allow-|inspect|debug|js-flags|disable-.*(sandbox|security|isolat)|load-extension|disable-extensions-except|enable-automation|headless|proxy-|host-rules|host-resolver-rules|ignore-certificate-errors|allow-|user-data-dir|app|require|eval|run-as-node|gpu-launcher|renderer-cmd-prefix|utility-cmd-prefix|browser-subprocess-path|log-net-log|auto-select-|use-fake-|unsafely-)/;

/**
 * This one is seldom an attack: the AppImage's own launcher adds it where the system gives users no namespaces, as
 * Ubuntu does since 24.04, and advice on the web says so, too.
 */
export const NO_SANDBOX =
  'The installed kiosk does not take --no-sandbox: without its sandbox a page could reach this machine. If this is ' +
  'the AppImage, its launcher added it, because this system gives it no sandbox: install the Debian package instead, ' +
  'or unpack the tar.gz (INSTALL.md says how). Otherwise take it out of the menu entry or script that starts the kiosk';

/** The command line is bad. Chromium has read it as well, so the kiosk had better end before Chromium acts on it. */
export class BadCommandLineError extends BadSettingError {}

export type CommandLine = {
  /** The part that is for the kiosk itself. */
  own: string[];
  /** Whether the app was told to do without its sandbox, which it refuses. */
  withoutSandbox: boolean;
};

/**
 * Finds the part of a command line that is for the kiosk itself. The installed app refuses every switch of Chromium or
 * Node that isn't known to be harmless, before it opens a window. Chromium reads `-x` like `--x`, and on Windows also
 * `/x` and any case.
 *
 * @param args the command line without program and script
 * @throws BadCommandLineError
 */
export function readCommandLine(
  args: readonly string[],
  { isPackaged }: { isPackaged: boolean },
): CommandLine {
  const line: CommandLine = { own: [], withoutSandbox: false };
  for (const arg of args) {
    const [, name = '', value = ''] = /^(?:--?|\/)([^=]*)=?(.*)$/s.exec(arg) ?? [];
    const lower = name.toLowerCase();
    if (isPackaged && DOORS.test(lower)) {
      // The message leaves out the value, which may be a secret: other users may read the system's log.
      throw new BadCommandLineError(`The installed kiosk does not take --${lower}`);
    }
    const harmless = arg.startsWith('--') ? HARMLESS[name] : undefined;
    if (isPackaged && lower === 'no-sandbox') line.withoutSandbox = true;
    else if (!harmless) line.own.push(arg);
    else if (!harmless.test(value)) {
      throw new BadCommandLineError(`--${name} does not take this value here`);
    }
  }
  return line;
}
