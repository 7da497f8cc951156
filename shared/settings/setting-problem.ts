import { z } from 'zod';
import { SETTINGS, type SettingName } from './settings.ts';

/** Where a value may come from, strongest first. */
export const SETTING_SOURCES = ['flag', 'environment', 'saved', 'default'] as const;
export type SettingSource = (typeof SETTING_SOURCES)[number];

/** What can be wrong with a setting. */
export const SETTING_FAULTS = [
  'not-accepted',
  'missing',
  /** The key comes with each start and was given for one address, so no screen may change that address. */
  'key-from-outside',
  /** The steward's PIN and the supervisor's are the same. */
  'same-pin',
  /** A later version of this app has made the line for a hub. */
  'newer-line',
] as const;
export type SettingFault = (typeof SETTING_FAULTS)[number];

export const settingName = z.enum(Object.keys(SETTINGS) as [SettingName, ...SettingName[]]);

/** Which setting is wrong, and how. It never contains the value, which may be a secret. */
export const settingProblem = z.object({
  setting: settingName,
  why: z.enum(SETTING_FAULTS),
  source: z.enum(SETTING_SOURCES),
});
export type SettingProblem = z.infer<typeof settingProblem>;

/** The problem with a setting that the kiosk can't work without and that nobody has given. */
export function missing(setting: SettingName): SettingProblem {
  return { setting, why: 'missing', source: 'default' };
}
