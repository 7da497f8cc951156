import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { groundOf } from '../../../../electron/shell/window/ground.ts';

const renderer = path.resolve(import.meta.dirname, '../../../../renderer');
const tokens = readFileSync(path.join(renderer, 'styles/tokens.css'), 'utf8');
const fault = readFileSync(path.join(renderer, 'public/fault.css'), 'utf8');

test('a window has the colour of its page’s ground before the page is drawn', () => {
  const [, light, dark] = /--idle-ground: light-dark\((#\w+), (#\w+)\);/.exec(tokens) ?? [];
  expect([dark, light]).toEqual([true, false].map((isDark) => groundOf('kiosk', 'system', isDark)));
  const contrast = tokens.slice(tokens.indexOf(':root[data-theme="contrast"] {'));
  const [, white] = /--idle-ground: (#\w+);/.exec(contrast) ?? [];
  expect([white, white]).toEqual(
    [true, false].map((isDark) => groundOf('kiosk', 'contrast', isDark)),
  );
  const [, closed] = /background: (#\w+);/.exec(fault) ?? [];
  expect([closed, closed]).toEqual([
    groundOf('fault', 'system', true),
    groundOf('fault', 'contrast', false),
  ]);
});
