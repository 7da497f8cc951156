import { z } from 'zod';
import { SETTING_SOURCES, settingName } from '../settings/setting-problem.ts';

/** One line of the settings form. It never contains the value of a secret. */
export const settingView = z.object({
  name: settingName,
  value: z.string().nullable(),
  /** Whether a secret, whose value isn't shown, is set. */
  isSet: z.boolean(),
  source: z.enum(SETTING_SOURCES),
  /** False if a flag or the environment gives it. */
  editable: z.boolean(),
});

export type SettingView = z.infer<typeof settingView>;
