import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';

/** What every control of the form is marked with. */
export type FieldMarks = {
  id: string;
  name: ScreenSetting;
  disabled: boolean;
  'aria-invalid': boolean;
  'aria-describedby': string;
};
