import type { SettingView } from '../../shared/bridge/setting-view.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';
import type { FieldFault } from './form-standing.ts';
import type { Typed } from './form-values.ts';

/**
 * What is wrong with the staff PIN before anything is sent; null if nothing is. A person can't see the PIN while typing
 * it, so they type it twice.
 */
export function pinFault(form: {
  typed: Typed;
  pinAgain: string;
  views: readonly SettingView[];
  pinIsSet: boolean;
}): FieldFault | null {
  const pin = (form.typed.staffPin ?? '').trim();
  const view = form.views.find(({ name }) => name === 'staffPin');
  const isNeeded = !form.pinIsSet && view?.editable !== false;
  if (pin === '' ? isNeeded : !SETTINGS.staffPin.schema.safeParse(pin).success) {
    return { setting: 'staffPin', say: ({ settings }) => settings.pinNeeded };
  }
  if (pin === form.pinAgain.trim()) return null;
  if (form.pinAgain.trim() === '') {
    return { setting: 'staffPin', say: ({ settings }) => settings.pinAgainNeeded };
  }
  return { setting: 'staffPin', say: ({ settings }) => settings.pinsDiffer };
}
