import type { SettingView } from '../../shared/bridge/bridge.ts';
import { CODE_FORMATS } from '../../shared/scan/code-formats.ts';
import { SCANNER_LAYOUTS } from '../../shared/scan/scanner-layouts.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import type { Words } from '../words/words.ts';

/** The settings that a person may change on the screen. */
export type FormSetting = keyof Words['settings']['labels'];

/** Always on the form, in this order. */
export const MAIN_SETTINGS = [
  'baseUrl',
  'apiKey',
  'location',
  'mode',
  'eventName',
  'staffPin',
] as const satisfies readonly FormSetting[];

/** Under "more": right as they are for most. */
export const MORE_SETTINGS = [
  'desk',
  'scannerSide',
  'timeZone',
  'debounceMs',
  'timeoutMs',
  'codePattern',
  'camera',
  'codeFormats',
  'cameraRestMinutes',
  'startAtLogin',
] as const satisfies readonly FormSetting[];

/** Under "scanners": right as they are for most, and set by measuring a scanner in the staff area. */
export const SCANNER_SETTINGS = [
  'scannerLayout',
  'scannerPrefix',
  'scannerSuffix',
  'wedgeGapMs',
  'wedgeMeanMs',
  'wedgeMinLength',
  'serialScanners',
  'serialBaudRate',
] as const satisfies readonly FormSetting[];

const ALL_SETTINGS = [...MAIN_SETTINGS, ...MORE_SETTINGS, ...SCANNER_SETTINGS];

/** The settings that offer a choice, with what can be chosen. */
export const CHOICES: Partial<Record<FormSetting, readonly string[]>> = {
  mode: ['auto', 'badge', 'attendance'],
  scannerSide: ['bottom', 'top', 'left', 'right'],
  scannerLayout: SCANNER_LAYOUTS,
  startAtLogin: ['', '1', '0'],
};

/** The settings of which several can be chosen at once, as names between commas. */
export const SEVERAL: Partial<Record<FormSetting, readonly string[]>> = {
  codeFormats: CODE_FORMATS,
};

/** What stands in the form's fields; a secret that is set stands there as nothing. */
export type Typed = Partial<Record<FormSetting, string>>;

/** The form as the core's settings fill it. */
export function typedFrom(views: readonly SettingView[]): Typed {
  const typed: Typed = {};
  for (const name of ALL_SETTINGS) {
    const view = views.find((each) => each.name === name);
    typed[name] = view?.value ?? CHOICES[name]?.[0] ?? '';
  }
  return typed;
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
  for (const name of ALL_SETTINGS) {
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
