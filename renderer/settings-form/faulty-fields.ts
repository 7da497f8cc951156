import type { SettingView } from '../../shared/bridge/setting-view.ts';
import { isUnencrypted } from '../../shared/settings/resolve-settings.ts';
import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import { missing } from '../../shared/settings/setting-problem.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { type FieldFault, faultOf } from './form-standing.ts';
import { meantBy, type Typed } from './form-values.ts';

/** The fields of the form as a person has filled them in. */
export type FilledForm = {
  typed: Typed;
  views: readonly SettingView[];
  /** Whether the address may begin with http:// for other machines, too. */
  httpIsAllowed: boolean;
};

/** The settings without which nothing can be sent. */
export const CONNECTION = ['baseUrl', 'apiKey'] as const satisfies ScreenSetting[];

/**
 * What is wrong with some of the form's fields before anything is sent, in the order in which they are named, so that a
 * person learns of all at once. The PIN has rules of its own (`pin-fault.ts`), and only the core knows the rest.
 */
export function faultyFields(form: FilledForm, names: readonly ScreenSetting[]): FieldFault[] {
  return names.flatMap((name) => {
    const view = form.views.find((each) => each.name === name);
    if (name === 'staffPin' || view?.editable === false) return [];
    const text = meantBy(name, form.typed);
    if (text === '') return isNeeded(name, view) ? [faultOf(missing(name))] : [];
    if (isAccepted(name, text, form)) return [];
    return [faultOf({ setting: name, why: 'not-accepted', source: 'saved' })];
  });
}

/** An empty field keeps the key that is set. An address is shown, so that an empty field has none. */
function isNeeded(name: ScreenSetting, view: SettingView | undefined): boolean {
  return name === 'baseUrl' || (name === 'apiKey' && view?.isSet !== true);
}

function isAccepted(name: ScreenSetting, text: string, { httpIsAllowed }: FilledForm): boolean {
  if (!SETTINGS[name].schema.safeParse(text).success) return false;
  return name !== 'baseUrl' || httpIsAllowed || !isUnencrypted(text);
}
