import type { BadSettingError } from '../../core/system/bad-setting.ts';
import { BadCommandLineError } from './switch-policy.ts';

/** How a person learns of a bad setting, besides the words on stderr. */
export type WayToExplain = 'nothing more' | 'window' | 'box before ready';

/** What the app was started as, and where. */
export type StartedAs = { isPackaged: boolean; platform: NodeJS.Platform; env: NodeJS.ProcessEnv };

/**
 * Decides how to tell a person of a bad setting. Nobody sits before a kiosk that a supervisor starts, and it reads
 * stderr. A window needs a running Chromium, which must not act on a command line that wasn't understood. Windows and
 * macOS show a box without it, Linux doesn't.
 */
export function wayToExplain(error: BadSettingError, started: StartedAs): WayToExplain {
  const { isPackaged, platform, env } = started;
  if (!isPackaged || env.KIOSK_SUPERVISED === '1') return 'nothing more';
  if (error instanceof BadCommandLineError) {
    return platform === 'linux' ? 'nothing more' : 'box before ready';
  }
  // Without a display, Chromium would end this process by itself, with another exit code.
  const hasScreen = platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY;
  return hasScreen ? 'window' : 'nothing more';
}
