import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DeviceSettings } from '../../../electron/settings/device-settings.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import { writeSavedSettings } from '../../../electron/settings/saved-settings.ts';
import {
  JOIN,
  JOIN_LINE,
  JOIN_SECRETS,
  NEWER_JOIN_LINE,
  OTHER_JOIN_LINE,
} from '../../fixtures/a-join-line.ts';
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

/** The settings of a device with an address and a key. */
function withAddress(dataDir: string, environment = {}) {
  const given = { baseUrl: 'https://a.example', apiKey: 'cat_a', ...environment };
  const keyStore = fileKeyStore(dataDir);
  return new DeviceSettings({ dataDir, flags: {}, environment: given, keyStore });
}

/** Saves a hub's line, or an empty text, as a screen does. */
function join(settings: DeviceSettings, hubJoin: string) {
  const proposal = settings.proposal({ hubJoin });
  if (proposal.ok) settings.save(proposal.saved);
  return proposal;
}

test('a line for a hub is in force at once and after a restart, stays with other changes, and goes when it is emptied', () => {
  const dataDir = temporaryFolder();
  const settings = withAddress(dataDir);
  expect(join(settings, ` KIOSK_HUB_JOIN=${JOIN_LINE} `)).toMatchObject({ ok: true });
  expect(settings.forScreen.hubJoin).toEqual(JOIN);

  const again = withAddress(dataDir);
  expect(again.forCore).toMatchObject({ ok: true, settings: { hubJoin: JOIN } });
  const other = again.proposal({ location: 'Gate A' });
  if (other.ok) again.save(other.saved);
  expect(withAddress(dataDir).forScreen).toMatchObject({ hubJoin: JOIN, location: 'Gate A' });

  expect(join(again, '')).toMatchObject({ ok: true });
  expect(again.forScreen.hubJoin).toBeNull();
  expect(withAddress(dataDir).forScreen).toMatchObject({ hubJoin: null, location: 'Gate A' });
});

test('of a line for a hub the form shows whether there is one and where it comes from, and no more', () => {
  const view = (settings: DeviceSettings) =>
    settings.view().find(({ name }) => name === 'hubJoin') ?? null;
  const shown = { name: 'hubJoin', value: null };
  const dataDir = temporaryFolder();
  const settings = withAddress(dataDir);
  const fromScreen = { ...shown, editable: true };
  expect(view(settings)).toEqual({ ...fromScreen, isSet: false, source: 'default' });
  join(settings, JOIN_LINE);
  expect(view(settings)).toEqual({ ...fromScreen, isSet: true, source: 'saved' });
  const given = withAddress(dataDir, { hubJoin: OTHER_JOIN_LINE });
  expect(view(given)).toEqual({ ...shown, isSet: true, source: 'environment', editable: false });
});

test('a line from the environment wins, and no screen changes it', () => {
  const dataDir = temporaryFolder();
  join(withAddress(dataDir), JOIN_LINE);
  const settings = withAddress(dataDir, { hubJoin: OTHER_JOIN_LINE });
  expect(settings.forScreen.hubJoin?.addresses).toEqual(['127.0.0.1:7']);
  expect(join(settings, '')).toMatchObject({ ok: true });
  expect(settings.forScreen.hubJoin?.addresses).toEqual(['127.0.0.1:7']);
  // What was kept before is still there once the environment gives none.
  expect(withAddress(dataDir).forScreen.hubJoin).toEqual(JOIN);
});

test.each([
  ['cut', JOIN_LINE.slice(0, -1), 'not-accepted'],
  ['of a later version', NEWER_JOIN_LINE, 'newer-line'],
])('a line that is %s changes nothing, and is told as that', (_, line, why) => {
  const dataDir = temporaryFolder();
  const settings = withAddress(dataDir);
  join(settings, JOIN_LINE);
  expect(join(settings, line)).toEqual({ ok: false, setting: 'hubJoin', why, source: 'saved' });
  expect(settings.forScreen.hubJoin).toEqual(JOIN);
});

test('every line that was known may stand in no log, nor may its secret parts', () => {
  const settings = withAddress(temporaryFolder());
  join(settings, OTHER_JOIN_LINE);
  join(settings, JOIN_LINE);
  join(settings, '');
  expect(settings.secrets).toEqual(expect.arrayContaining(['cat_a', ...JOIN_SECRETS]));
});

/** What a start reads of a folder. */
function readBack(dataDir: string) {
  const [staff, key, settings] = ['staff.json', 'device.key', 'settings.json'].map((name) =>
    readFileSync(path.join(dataDir, name), 'utf8').includes('new') ? 'new' : 'old',
  );
  const joined = fileKeyStore(dataDir).joinLine.load();
  return [staff, key, joined === null ? 'new' : 'old', settings];
}

function folderToChange() {
  const dataDir = temporaryFolder();
  const keyStore = fileKeyStore(dataDir);
  writeSavedSettings(dataDir, { baseUrl: 'https://old.example' });
  keyStore.save({ origin: 'https://old.example', key: 'cat_old' });
  keyStore.joinLine.save(JOIN_LINE);
  writeFileSync(path.join(dataDir, 'staff.json'), 'old');
  const settings = new DeviceSettings({ dataDir, flags: {}, environment: {}, keyStore });
  const newPin = { file: path.join(dataDir, 'staff.json'), text: 'new' };
  const saved = {
    texts: { baseUrl: 'https://new.example' },
    key: { origin: 'https://new.example', key: 'cat_new' },
    // The hub is left.
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
    expect([step, readBack(dataDir)]).toEqual([step, [is, is, is, is]]);
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
  expect([...seen]).toEqual([
    'old old old old',
    'new old old old',
    'new new old old',
    'new new new old',
    'new new new new',
  ]);
});
