import { type FilledForm, faultyFields } from '../../settings-form/faulty-fields.ts';
import type { FieldFault } from '../../settings-form/form-standing.ts';
import { pinFault } from '../../settings-form/pin-fault.ts';
import { fieldsOf, type Step } from './wizard-steps.ts';

/** The fields of the set-up as a person has filled them in. */
type Filled = FilledForm & {
  pinIsSet: boolean;
  /** What was typed the second time; null if the PIN can be seen, and is typed once. */
  pinAgain: string | null;
};

/** What is wrong with the fields of a step before anything is sent. */
export function stepFaults(step: Step, form: Filled): FieldFault[] {
  const { fields, more } = fieldsOf(step);
  const found = faultyFields(form, [...fields, ...more]);
  if (step !== 'pin') return found;
  const pin = pinFault({ ...form, pinAgain: form.pinAgain ?? form.typed.staffPin ?? '' });
  return pin ? [...found, pin] : found;
}
