import path from 'node:path';
import { z } from 'zod';
import { SETTINGS, type SettingName } from '../../shared/settings/settings.ts';
import { type FileText, lookAtJson, readJson, writeTogether } from '../core/system/durable-file.ts';

const schema = z.record(z.string(), z.string());

/** Settings as they were typed. */
export type SettingTexts = Partial<Record<SettingName, string>>;

const fileIn = (dataDir: string) => path.join(dataDir, 'settings.json');

/** Reads what was saved from the screen. The key and the PIN are kept elsewhere. */
export function readSavedSettings(dataDir: string): SettingTexts {
  return known(readJson(fileIn(dataDir), schema.parse) ?? {});
}

/** Reads the same, and changes nothing: a damaged file, which counts as missing, is left for the next start. */
export function lookAtSavedSettings(dataDir: string): SettingTexts {
  const found = lookAtJson(fileIn(dataDir), schema.parse);
  return known(found.is === 'sound' ? found.value : {});
}

/** A newer version may have saved what this one doesn't know. */
function known(saved: z.infer<typeof schema>): SettingTexts {
  return Object.fromEntries(
    Object.entries(saved).filter(([name]) => Object.hasOwn(SETTINGS, name)),
  );
}

/** @throws what the file system says */
export function writeSavedSettings(dataDir: string, texts: SettingTexts): void {
  writeTogether([savedSettingsFile(dataDir, texts)]);
}

/** The file that saving these settings would write. It contains no secret. */
export function savedSettingsFile(dataDir: string, texts: SettingTexts): FileText {
  const open = Object.entries(texts).filter(
    ([name]) => !('secret' in SETTINGS[name as SettingName]),
  );
  return {
    file: fileIn(dataDir),
    text: `${JSON.stringify(Object.fromEntries(open), null, 2)}\n`,
  };
}
