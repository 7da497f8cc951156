import { expect, test } from 'vitest';
import { areUnlike } from '../../../../electron/core/preflight/key.ts';

test.each<[string, string, boolean]>([
  ['PyCon Lahore', 'GopherCon', true],
  ['PyCon Lahore 2026', 'Harbour Conference 2026', true],
  ['PyCon Lahore', 'PyCon', false],
  ['Congreso de Málaga', 'MALAGA', false],
  ['لاہور کانفرنس', 'Lahore Conference', false],
  ['2026', 'Lahore Conference', false],
])('“%s” and “%s”', (event, conference, unlike) => {
  expect(areUnlike(event, conference)).toBe(unlike);
});
