/** The kiosk itself, or the plain page without a script that says the kiosk is closed. */
export type ShellPage = 'kiosk' | 'fault';

const DARK = '#0e1116';
const LIGHT = '#fafaf7';

/**
 * The colour of a window until its page has drawn itself, which is the ground of that page
 * (`renderer/styles/tokens.css`, `renderer/public/fault.css`).
 *
 * @param isDark whether the system wants dark colours. The fault page is always dark
 */
export function groundOf(page: ShellPage, isDark: boolean): string {
  return page === 'fault' || isDark ? DARK : LIGHT;
}
