import type { BridgeInput } from '../../shared/bridge/bridge.ts';
import type { SettingView } from '../../shared/bridge/setting-view.ts';
import { PURPOSES } from '../../shared/settings/purpose.ts';
import {
  isSecret,
  SCREEN_SETTINGS,
  type ScreenSetting,
  type SettingGroup,
  screenSetting,
} from '../../shared/settings/screen-settings.ts';
import { defaultsFor, type SettingName } from '../../shared/settings/settings.ts';
import { wholeAddress } from '../../shared/settings/whole-address.ts';
import { LANGUAGE_CODES, type Language } from '../../shared/words/languages.ts';

/** The settings of one part of the form, in the order in which they are shown. */
export function settingsOf(group: SettingGroup): ScreenSetting[] {
  return SCREEN_SETTINGS.filter((name) => screenSetting(name).group === group);
}

/** The contents of the form's fields. The field of a secret is empty, even if the secret is set. */
export type Typed = Partial<Record<ScreenSetting, string>>;

/** The contents of the fields as the core's settings fill them. */
export function typedFrom(views: readonly SettingView[]): Typed {
  const typed: Typed = {};
  for (const name of SCREEN_SETTINGS) {
    const view = views.find((each) => each.name === name);
    typed[name] = view?.value ?? firstChoice(name);
  }
  return typed;
}

/** The settings as they would be if the device were for this purpose: where nothing else is set, its defaults differ. */
export function viewsFor(
  views: readonly SettingView[],
  purpose: string | undefined,
): readonly SettingView[] {
  const known = PURPOSES.find((each) => each === purpose);
  if (!known) return views;
  const defaults = defaultsFor(known);
  return views.map((view) => {
    const { name, source, value } = view;
    const isPreset = source === 'default' && value !== null && name !== 'purpose';
    return isPreset && name in defaults ? { ...view, value: asTyped(defaults[name]) } : view;
  });
}

function asTyped(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

/** The contents of the fields once another purpose is chosen. Those that nobody has touched get its defaults. */
export function typedFor(views: readonly SettingView[], typed: Typed, purpose: string): Typed {
  const before = typedFrom(viewsFor(views, typed.purpose));
  const after = typedFrom(viewsFor(views, purpose));
  const next: Typed = { ...typed, purpose };
  for (const name of SCREEN_SETTINGS) {
    if (name !== 'purpose' && typed[name] === before[name]) next[name] = after[name] ?? '';
  }
  return next;
}

/**
 * The contents of the fields once several settings are typed at once. If one of them is another purpose, its defaults come
 * first, so that they aren't taken for something that somebody has chosen in their place. Those that are given from outside
 * stay as they are.
 */
export function filledWith(views: readonly SettingView[], typed: Typed, texts: Typed): Typed {
  const isFree = (name: string) => views.find((view) => view.name === name)?.editable !== false;
  const free: Typed = Object.fromEntries(Object.entries(texts).filter(([name]) => isFree(name)));
  const { purpose } = free;
  return { ...(purpose === undefined ? typed : typedFor(views, typed, purpose)), ...free };
}

function firstChoice(name: ScreenSetting): string {
  const definition = screenSetting(name);
  switch (definition.control) {
    case 'choice':
      return definition.choices[0] ?? '';
    case 'switch':
      return '0';
    default:
      return '';
  }
}

/** A setting as it was meant, without the blanks around it. */
export function meantBy(name: ScreenSetting, { [name]: text = '' }: Typed): string {
  return name === 'baseUrl' ? wholeAddress(text) : text.trim();
}

/** The languages that the screen may be shown in: the kiosk's own and those that visitors may choose. */
export function languagesFrom({ language = '', offeredLanguages = '' }: Typed): Language[] {
  const typed = [language, ...offeredLanguages.split(',')].map((each) => each.trim());
  return LANGUAGE_CODES.filter((code) => typed.includes(code));
}

/**
 * The values to save: those of the fields that were changed. A default that nobody touched stays a default, an empty
 * field keeps the secret that is set, and a value that is given from outside is never sent.
 */
export function changedValues(
  views: readonly SettingView[],
  typed: Typed,
): Partial<Record<SettingName, string>> {
  const before = typedFrom(views);
  const changed: Partial<Record<SettingName, string>> = {};
  for (const name of SCREEN_SETTINGS) {
    const text = meantBy(name, typed);
    const view = views.find((each) => each.name === name);
    if (view && !view.editable) continue;
    if (text !== (before[name] ?? '')) changed[name] = text;
  }
  return changed;
}

/** What was typed and isn't saved, but for the secrets, which leave the page together with their fields. */
export function unsavedTexts(views: readonly SettingView[], typed: Typed): Typed {
  const before = typedFrom(viewsFor(views, typed.purpose));
  const unsaved = SCREEN_SETTINGS.filter((name) => !isSecret(name) && typed[name] !== before[name]);
  return Object.fromEntries(unsaved.map((name) => [name, typed[name] ?? '']));
}

/** The address and the key to test, and what for. An empty key means the one that is set. */
export function connectionFrom(typed: Typed): BridgeInput<'testConnection'> {
  return {
    baseUrl: meantBy('baseUrl', typed),
    apiKey: meantBy('apiKey', typed) || null,
    mode: typed.mode ?? '',
  };
}

/**
 * Whether the kiosk would talk to another address, which is worth a test before it is saved. A new key alone is tested
 * by the saving itself, which compares it with the old one.
 */
export function changesAddress(changed: Partial<Record<SettingName, string>>): boolean {
  return 'baseUrl' in changed;
}
