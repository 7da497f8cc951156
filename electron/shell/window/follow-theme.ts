import { nativeTheme } from 'electron';
import type { Kiosk } from '../../kiosk/kiosk.ts';
import { themeSource } from './theme-source.ts';

/** Has windows, and what Chromium itself draws in them, follow the theme in the settings. */
export function followTheme(kiosk: Kiosk): void {
  nativeTheme.themeSource = themeSource(kiosk.settings.forScreen.theme);
}
