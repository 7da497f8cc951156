import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';

/** The attributes that every control of the form has. */
export type FieldMarks = {
  id: string;
  name: ScreenSetting;
  disabled: boolean;
  'aria-invalid': boolean;
  'aria-describedby': string;
};
