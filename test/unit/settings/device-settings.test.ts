import { expect, test } from 'vitest';
import { DeviceSettings } from '../../../electron/settings/device-settings.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test.each<[string, Record<string, string>, string | null]>([
  ['one from outside as it would be typed', { startAtLogin: '1' }, '1'],
  ['one that is off', { startAtLogin: '0' }, '0'],
  ['one that is left as it is', {}, null],
])('a switch is shown on the form: %s', (_, environment, value) => {
  const dataDir = temporaryFolder();
  const keyStore = fileKeyStore(dataDir);
  const settings = new DeviceSettings({ dataDir, flags: {}, environment, keyStore });
  const shown = settings.view().find(({ name }) => name === 'startAtLogin');
  expect(shown?.value).toBe(value);
});
