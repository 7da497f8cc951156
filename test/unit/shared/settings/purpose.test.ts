import { describe, expect, test } from 'vitest';
import { PRESETS, PURPOSES } from '../../../../shared/settings/purpose.ts';
import { resolveSettings } from '../../../../shared/settings/resolve-settings.ts';
import { DEFAULTS, type SettingName, type Settings } from '../../../../shared/settings/settings.ts';

type Texts = Partial<Record<SettingName, string>>;

function settingsOf(given: { flags?: Texts; environment?: Texts; saved?: Texts }): Settings {
  const resolved = resolveSettings({ flags: {}, environment: {}, saved: {}, ...given });
  if (!resolved.ok) throw new Error(`${resolved.setting} is not accepted`);
  return resolved.settings;
}

test('without a purpose, a device is a self-service kiosk with the defaults that there always were', () => {
  expect(settingsOf({})).toMatchObject(DEFAULTS);
  expect(settingsOf({})).toEqual(settingsOf({ saved: { purpose: 'self-service' } }));
});

describe.each(PURPOSES)('the purpose %s', (purpose) => {
  test('changes the defaults of its preset and nothing else', () => {
    const settings = settingsOf({ saved: { purpose } });
    expect(settings).toEqual({ ...settingsOf({}), ...PRESETS[purpose], purpose });
  });

  test('gives way to whatever is set, wherever that comes from', () => {
    const other: Texts = { theme: 'contrast', volume: '77', lockdown: '1' };
    const wanted = { theme: 'contrast', volume: 77, lockdown: true };
    expect(settingsOf({ environment: { purpose }, saved: other })).toMatchObject(wanted);
    expect(settingsOf({ flags: { purpose }, environment: other })).toMatchObject(wanted);
    expect(settingsOf({ saved: { purpose }, flags: other })).toMatchObject(wanted);
  });
});

test('a flag’s purpose wins over the environment’s, and that over the saved one', () => {
  const saved = { purpose: 'laptop' };
  const environment = { purpose: 'gate' };
  expect(settingsOf({ saved, environment }).volume).toBe(PRESETS.gate.volume);
  expect(settingsOf({ saved, environment, flags: { purpose: 'self-service' } }).volume).toBe(100);
});

test('a purpose that there isn’t is told of, also if something else is bad', () => {
  const given = { flags: {}, environment: { purpose: 'bar' }, saved: { volume: 'loud' } };
  expect(resolveSettings(given)).toMatchObject({ ok: false, setting: 'purpose' });
});
