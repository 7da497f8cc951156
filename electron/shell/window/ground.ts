import type { Theme } from '../../../shared/settings/settings.ts';

/** The kiosk itself, or the plain page without a script that says the kiosk is closed. */
export type ShellPage = 'kiosk' | 'fault';

const DARK = '#0e1116';
const LIGHT = '#fafaf7';
const WHITE = '#ffffff';

/**
 * The colour of a window until its page has drawn itself, which is the ground of that page
 * (`renderer/styles/tokens.css`, `renderer/public/fault.css`).
 *
 * @param theme the setting
 * @param isDark whether colours are dark, by the setting or by the system. The fault page is always dark
 */
export function groundOf(page: ShellPage, theme: Theme, isDark: boolean): string {
  if (page === 'fault') return DARK;
  if (theme === 'contrast') return WHITE;
  return isDark ? DARK : LIGHT;
}
