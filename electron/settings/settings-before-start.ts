import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { readSavedSettings, type SettingTexts } from './saved-settings.ts';

/**
 * The settings as far as they can be told before a kiosk starts, or if it can't. What was saved counts if it can be
 * read and is good.
 *
 * @param settings those that were given at the start
 */
export function settingsBeforeStart(given: {
  flags: SettingTexts;
  environment: SettingTexts;
  dataDir: string;
  settings: Settings;
}): Settings {
  const { flags, environment, dataDir, settings } = given;
  try {
    const saved = readSavedSettings(dataDir);
    const resolved = resolveSettings({ flags, environment, saved });
    return resolved.ok ? resolved.settings : settings;
  } catch {
    return settings;
  }
}
