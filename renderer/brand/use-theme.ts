import { useEffect } from 'react';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import { useMedia } from '../state/use-media.ts';
import { accentsFor, SHOWN_THEMES, type ShownTheme } from './accent.ts';

/** The names under which `renderer/styles/tokens.css` finds the organiser's colour. */
const PROPERTIES: Record<ShownTheme, string> = {
  dark: '--accent-on-dark',
  light: '--accent-on-light',
  contrast: '--accent-in-contrast',
};

/**
 * Shows the page in its theme and with the organiser's accent. The style sheet itself follows a system that is dark or
 * light. One that asks for more contrast gets the theme for it.
 */
export function useTheme({ theme, accent }: Pick<KioskState['display'], 'theme' | 'accent'>): void {
  const wantsContrast = useMedia('(prefers-contrast: more)');
  const shown = theme === 'system' && wantsContrast ? 'contrast' : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  useEffect(() => {
    const { style } = document.documentElement;
    const accents = accent === null ? null : accentsFor(accent);
    for (const each of SHOWN_THEMES) {
      style.setProperty(PROPERTIES[each], accents?.[each].colour ?? null);
    }
  }, [accent]);
}
