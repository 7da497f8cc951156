import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTINGS, type SettingDefinition } from '../../../../shared/settings/settings.ts';

/** The variables and flags in the first two columns of the table in docs/settings.md. */
function documented(): { variables: string[]; flags: string[] } {
  const rows = readFileSync('docs/settings.md', 'utf8').matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm);
  const variables: string[] = [];
  const flags: string[] = [];
  for (const [, names = '', flagged = ''] of rows) {
    variables.push(...(names.match(/[A-Z][A-Z_]+/g) ?? []));
    flags.push(...(flagged.match(/--[a-z-]+/g) ?? []));
  }
  return { variables, flags };
}

test('the documentation has a row for each setting, and for no other', () => {
  const settings: SettingDefinition[] = Object.values(SETTINGS);
  const flags = settings.flatMap(({ flag }) => (flag ? [`--${flag}`] : []));
  expect(documented().variables.sort()).toEqual(settings.map(({ env }) => env).sort());
  expect(documented().flags.sort()).toEqual(flags.sort());
});
