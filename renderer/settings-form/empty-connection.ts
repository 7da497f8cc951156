import type { SettingView } from '../../shared/bridge/setting-view.ts';
import { missing } from '../../shared/settings/setting-problem.ts';
import { type FieldFault, faultOf } from './form-standing.ts';
import type { Typed } from './form-values.ts';

/** The settings without which nothing can be sent, in the order of the form. */
const NEEDED = ['baseUrl', 'apiKey'] as const;

/** What is wrong with the fields of the connection that are still empty, so that a person learns of all at once. */
export function emptyConnection(form: {
  typed: Typed;
  views: readonly SettingView[];
}): FieldFault[] {
  return NEEDED.filter((name) => {
    const view = form.views.find((each) => each.name === name);
    // An empty field keeps the key that is set. An address is shown, so that an empty field has none.
    const has = name === 'apiKey' && view?.isSet;
    return (form.typed[name] ?? '').trim() === '' && !has && view?.editable !== false;
  }).map((name) => faultOf(missing(name)));
}
