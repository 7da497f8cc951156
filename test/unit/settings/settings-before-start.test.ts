import { expect, test } from 'vitest';
import { writeSavedSettings } from '../../../electron/settings/saved-settings.ts';
import { settingsBeforeStart } from '../../../electron/settings/settings-before-start.ts';
import { resolveSettings } from '../../../shared/settings/resolve-settings.ts';
import type { SettingName } from '../../../shared/settings/settings.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

type Texts = Partial<Record<SettingName, string>>;

function lockdownAfter(saved: Texts | null, environment: Texts = {}): boolean {
  const dataDir = temporaryFolder();
  if (saved) writeSavedSettings(dataDir, saved);
  const given = resolveSettings({ flags: {}, environment, saved: {} });
  if (!given.ok) throw new Error(`${given.setting} is not accepted`);
  return settingsBeforeStart({ flags: {}, environment, dataDir, settings: given.settings })
    .lockdown;
}

test.each<[string, boolean, Texts | null, Texts]>([
  ['a new device is locked', true, null, {}],
  ['a kiosk that was set up is locked', true, { purpose: 'self-service' }, {}],
  ['one that was set up as a staff laptop is not', false, { purpose: 'laptop' }, {}],
  ['unless it is told to be', true, { purpose: 'laptop' }, { lockdown: '1' }],
  ['or to be something else', true, { purpose: 'laptop' }, { purpose: 'gate' }],
  ['one whose settings can’t be used is locked', true, { purpose: 'laptop', volume: 'x' }, {}],
])('before the start, %s', (_, isLocked, saved, environment) => {
  expect(lockdownAfter(saved, environment)).toBe(isLocked);
});
