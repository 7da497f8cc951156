import type { SettingView } from '../../../shared/bridge/setting-view.ts';
import type { ScreenSetting } from '../../../shared/settings/screen-settings.ts';
import type { SettingName } from '../../../shared/settings/settings.ts';

/** The steps of the first set-up, in their order. */
export const STEPS = ['connect', 'purpose', 'place', 'try', 'pin'] as const;
export type Step = (typeof STEPS)[number];

type StepFields = {
  fields: readonly ScreenSetting[];
  /** Those that most people leave alone. */
  more: readonly ScreenSetting[];
};

/** What is entered in each step. The settings that stand nowhere here have their place in the staff area alone. */
const FIELDS: Record<Step, StepFields> = {
  connect: { fields: ['baseUrl', 'apiKey'], more: ['mode'] },
  purpose: { fields: ['purpose'], more: [] },
  place: {
    fields: ['location', 'timeZone', 'scannerSide', 'language'],
    more: ['eventName', 'desk', 'offeredLanguages', 'hand'],
  },
  try: { fields: [], more: [] },
  pin: { fields: ['staffPin'], more: [] },
};

export function fieldsOf(step: Step): StepFields {
  return FIELDS[step];
}

/** The steps that this device needs. One in which everything is given from outside, or set already, is left out. */
export function stepsFor(views: readonly SettingView[], pinIsSet: boolean): Step[] {
  const isGiven = (name: ScreenSetting) =>
    views.find((view) => view.name === name)?.editable === false;
  return STEPS.filter((step) => {
    if (step === 'try') return true;
    if (step === 'pin') return !pinIsSet && !isGiven('staffPin');
    return !FIELDS[step].fields.every(isGiven);
  });
}

/** The step in which a setting is entered; null if it is entered nowhere here. */
export function stepOf(setting: SettingName): Step | null {
  const has = (step: Step) =>
    [...FIELDS[step].fields, ...FIELDS[step].more].some((name) => name === setting);
  return STEPS.find(has) ?? null;
}

/**
 * Whether nothing was ever entered on this device, so that somebody sets it up for the first time. One whose settings are
 * there but bad needs the whole form, because any of them may be the bad one.
 */
export function isFirstSetUp(views: readonly SettingView[]): boolean {
  return views.every(({ source, name }) => source !== 'saved' || name === 'staffPin');
}
