import type { FormSetting } from './form-values.ts';

/** What every control of the form is marked with. */
export type FieldMarks = {
  id: string;
  name: FormSetting;
  disabled: boolean;
  'aria-invalid': boolean;
  'aria-describedby': string;
};
