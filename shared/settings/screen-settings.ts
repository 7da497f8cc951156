import { CODE_FORMATS } from '../scan/code-formats.ts';
import { MODES } from '../scan/parse-code.ts';
import { SCANNER_LAYOUTS } from '../scan/scanner-layouts.ts';
import { LANGUAGE_CODES } from '../words/languages.ts';
import { PURPOSES } from './purpose.ts';
import {
  HANDS,
  LAYOUTS,
  SECOND_SCANS,
  SETTINGS,
  type SettingDefinition,
  type SettingName,
  THEMES,
} from './settings.ts';

/**
 * The parts of the settings form. `main` is always open; `more` and `scanners` open when somebody asks for them, and
 * `steward` and `hub` have forms of their own.
 */
export type SettingGroup = 'main' | 'more' | 'scanners' | 'steward' | 'hub';

/** How a person enters a setting. Where nothing is set, the first of several choices is shown, and a switch is off. */
type Control =
  | { control: 'text' | 'digits' | 'camera' | 'colour' }
  /** On or off, kept as 1 or 0. */
  | { control: 'switch' }
  | { control: 'choice' | 'several'; choices: readonly string[] };

export type ScreenSettingDefinition = { group: SettingGroup } & Control;

const text = { control: 'text' } as const;

/** The settings that a screen may show and change, in the order of the form. Whoever starts the program sets the others. */
const DEFINITIONS = {
  baseUrl: { group: 'main', ...text },
  apiKey: { group: 'main', ...text },
  location: { group: 'main', ...text },
  mode: { group: 'main', control: 'choice', choices: MODES },
  eventName: { group: 'main', ...text },
  language: { group: 'main', control: 'choice', choices: LANGUAGE_CODES },
  staffPin: { group: 'main', control: 'digits' },
  purpose: { group: 'more', control: 'choice', choices: PURPOSES },
  offeredLanguages: { group: 'more', control: 'several', choices: LANGUAGE_CODES },
  theme: { group: 'more', control: 'choice', choices: THEMES },
  accent: { group: 'more', control: 'colour' },
  hand: { group: 'more', control: 'choice', choices: HANDS },
  layout: { group: 'more', control: 'choice', choices: LAYOUTS },
  resultsStay: { group: 'more', control: 'switch' },
  volume: { group: 'more', ...text },
  speech: { group: 'more', control: 'switch' },
  hideNames: { group: 'more', control: 'switch' },
  secondScan: { group: 'more', control: 'choice', choices: SECOND_SCANS },
  passBackSeconds: { group: 'more', ...text },
  desk: { group: 'more', ...text },
  scannerSide: { group: 'more', control: 'choice', choices: ['bottom', 'top', 'left', 'right'] },
  timeZone: { group: 'more', ...text },
  debounceMs: { group: 'more', ...text },
  timeoutMs: { group: 'more', ...text },
  codePattern: { group: 'more', ...text },
  camera: { group: 'more', control: 'camera' },
  codeFormats: { group: 'more', control: 'several', choices: CODE_FORMATS },
  cameraRestMinutes: { group: 'more', ...text },
  startAtLogin: { group: 'more', control: 'choice', choices: ['', '1', '0'] },
  scannerLayout: { group: 'scanners', control: 'choice', choices: SCANNER_LAYOUTS },
  scannerPrefix: { group: 'scanners', ...text },
  scannerSuffix: { group: 'scanners', ...text },
  wedgeGapMs: { group: 'scanners', ...text },
  wedgeMeanMs: { group: 'scanners', ...text },
  wedgeMinLength: { group: 'scanners', ...text },
  serialScanners: { group: 'scanners', ...text },
  serialBaudRate: { group: 'scanners', ...text },
  stewardPin: { group: 'steward', control: 'digits' },
  hubJoin: { group: 'hub', ...text },
} as const satisfies Partial<Record<SettingName, ScreenSettingDefinition>>;

export type ScreenSetting = keyof typeof DEFINITIONS;

/** What a person may choose in any of the settings that offer a choice. */
export type ScreenChoice = Extract<
  (typeof DEFINITIONS)[ScreenSetting],
  { choices: readonly string[] }
>['choices'][number];

export const SCREEN_SETTINGS = Object.keys(DEFINITIONS) as ScreenSetting[];

/** Those of them that a screen may show, and that may lie in a file. */
export type OpenSetting = Exclude<ScreenSetting, 'apiKey' | 'staffPin' | 'stewardPin' | 'hubJoin'>;
export const OPEN_SETTINGS = SCREEN_SETTINGS.filter((name): name is OpenSetting => !isSecret(name));

/** Where a setting stands in the form, and how it is entered. */
export function screenSetting(name: ScreenSetting): ScreenSettingDefinition {
  return DEFINITIONS[name];
}

/** Whether a setting is a secret, which a screen may set but never show. */
export function isSecret(name: SettingName): boolean {
  const definition: SettingDefinition = SETTINGS[name];
  return definition.secret === true;
}
