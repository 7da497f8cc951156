import type { Theme } from '../../../shared/settings/settings.ts';

/** The one of Electron's themes that goes with the setting. High contrast is drawn in dark on white. */
export function themeSource(theme: Theme): 'system' | 'dark' | 'light' {
  return theme === 'contrast' ? 'light' : theme;
}
