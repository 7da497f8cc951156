import { expect, test } from 'vitest';
import { themeSource } from '../../../../electron/shell/window/theme-source.ts';

test('a window follows the theme that is set, and high contrast is a light one', () => {
  const sources = (['system', 'dark', 'light', 'contrast'] as const).map(themeSource);
  expect(sources).toEqual(['system', 'dark', 'light', 'light']);
});
