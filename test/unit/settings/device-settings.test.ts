import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DeviceSettings } from '../../../electron/settings/device-settings.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import { writeSavedSettings } from '../../../electron/settings/saved-settings.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { failingFrom } from '../fixtures/failing-file-system.ts';

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

test('what was saved counts as saved while one of it is bad, so that this is no first set-up', () => {
  const dataDir = temporaryFolder();
  writeSavedSettings(dataDir, { baseUrl: 'https://a.example', volume: 'loud' });
  const keyStore = fileKeyStore(dataDir);
  const environment = { location: 'Gate A' };
  const settings = new DeviceSettings({ dataDir, flags: {}, environment, keyStore });
  expect(settings.forCore).toMatchObject({ ok: false, setting: 'volume' });
  const sources = Object.fromEntries(settings.view().map(({ name, source }) => [name, source]));
  expect(sources).toMatchObject({
    baseUrl: 'saved',
    volume: 'saved',
    location: 'environment',
    theme: 'default',
  });
});

/** What a start reads of a folder. */
function readBack(dataDir: string) {
  return ['staff.json', 'device.key', 'settings.json'].map((name) =>
    readFileSync(path.join(dataDir, name), 'utf8').includes('new') ? 'new' : 'old',
  );
}

function folderToChange() {
  const dataDir = temporaryFolder();
  const keyStore = fileKeyStore(dataDir);
  writeSavedSettings(dataDir, { baseUrl: 'https://old.example' });
  keyStore.save({ origin: 'https://old.example', key: 'cat_old' });
  writeFileSync(path.join(dataDir, 'staff.json'), 'old');
  const settings = new DeviceSettings({ dataDir, flags: {}, environment: {}, keyStore });
  const newPin = { file: path.join(dataDir, 'staff.json'), text: 'new' };
  const saved = {
    texts: { baseUrl: 'https://new.example' },
    key: { origin: 'https://new.example', key: 'cat_new' },
    joinLine: null,
  };
  return { dataDir, settings, save: () => settings.save(saved, [newPin]) };
}

test('whichever step of the file system fails, all is new or all is old', () => {
  for (let step = 1, failed = true; failed; step += 1) {
    const { dataDir, settings, save } = folderToChange();
    failed = failingFrom(step, false, save) !== undefined;
    const { baseUrl } = settings.forScreen;
    const is = baseUrl === 'https://new.example' ? 'new' : 'old';
    expect([step, readBack(dataDir)]).toEqual([step, [is, is, is]]);
    expect(is).toBe(failed ? 'old' : 'new');
  }
});

test('wherever the power is cut, each file is whole, and the address is new only with all the rest', () => {
  const seen = new Set<string>();
  for (let step = 1, cut = true; cut; step += 1) {
    const { dataDir, save } = folderToChange();
    cut = failingFrom(step, true, save) !== undefined;
    seen.add(readBack(dataDir).join(' '));
  }
  expect([...seen]).toEqual(['old old old', 'new old old', 'new new old', 'new new new']);
});
