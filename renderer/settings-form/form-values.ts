import type { SettingView } from '../../shared/bridge/bridge.ts';
import {
  SCREEN_SETTINGS,
  type ScreenSetting,
  type SettingGroup,
  screenSetting,
} from '../../shared/settings/screen-settings.ts';
import type { SettingName } from '../../shared/settings/settings.ts';

/** The settings of one part of the form, in order. */
export function settingsOf(group: SettingGroup): ScreenSetting[] {
  return SCREEN_SETTINGS.filter((name) => screenSetting(name).group === group);
}

/** What stands in the form's fields; a secret that is set stands there as nothing. */
export type Typed = Partial<Record<ScreenSetting, string>>;

/** The form as the core's settings fill it. */
export function typedFrom(views: readonly SettingView[]): Typed {
  const typed: Typed = {};
  for (const name of SCREEN_SETTINGS) {
    const view = views.find((each) => each.name === name);
    typed[name] = view?.value ?? firstChoice(name);
  }
  return typed;
}

function firstChoice(name: ScreenSetting): string {
  const definition = screenSetting(name);
  return definition.control === 'choice' ? (definition.choices[0] ?? '') : '';
}

/**
 * What is to be saved: the fields that were changed. A default that nobody touched stays a default, an empty secret
 * keeps the one that is set, and what is given from outside is never sent.
 */
export function changedValues(
  views: readonly SettingView[],
  typed: Typed,
): Partial<Record<SettingName, string>> {
  const before = typedFrom(views);
  const changed: Partial<Record<SettingName, string>> = {};
  for (const name of SCREEN_SETTINGS) {
    const text = (typed[name] ?? '').trim();
    const view = views.find((each) => each.name === name);
    if (view && !view.editable) continue;
    if (text !== (before[name] ?? '')) changed[name] = text;
  }
  return changed;
}

/** Whether what was typed changes whom the kiosk talks to, or as whom: worth a test before it is saved. */
export function changesConnection(changed: Partial<Record<SettingName, string>>): boolean {
  return 'baseUrl' in changed || 'apiKey' in changed;
}
