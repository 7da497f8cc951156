import { z } from 'zod';
import { CODE_FORMATS } from '../scan/code-formats.ts';
import { MODES } from '../scan/parse-code.ts';
import { SCANNER_LAYOUTS } from '../scan/scanner-layouts.ts';
import { trimmed } from '../text/trimmed.ts';
import { LANGUAGE_CODES } from '../words/languages.ts';
import { PRESETS, PURPOSES, type Purpose } from './purpose.ts';
import {
  type Accepts,
  affix,
  baseUrl,
  colour,
  hours,
  joinLine,
  line,
  listOf,
  ownAddress,
  pattern,
  switchOnOrOff,
  timeZone,
  usbIds,
  wholeNumber,
} from './setting-kinds.ts';

/** One setting: its names, and what it accepts. */
export type SettingDefinition = {
  env: string;
  /** Null if it is never taken from a flag, because other users of the machine could read it there. */
  flag: string | null;
  /** What the schema accepts, as a code with values; the catalogues have a phrase for each code. */
  accepts: Accepts;
  schema: z.ZodType;
  secret?: true;
};

/** Fewer characters than these a person types as fast as a scanner does, so a scan must have as many. */
export const LEAST_CODE_LENGTH = 4;

/** How bright the screen is: as the system is set, or always in one way. `contrast` is for sunlight and for weak eyes. */
export const THEMES = ['system', 'dark', 'light', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** Near which hand the buttons are. */
export const HANDS = ['right', 'left'] as const;

/** Who looks at the screen: visitors alone, or a steward, who also sees the last scans and types codes. */
export const LAYOUTS = ['visitors', 'steward'] as const;

/** What a badge gets that was scanned before: a welcome, or the way to staff. */
export const SECOND_SCANS = ['welcome', 'staff'] as const;
export type SecondScan = (typeof SECOND_SCANS)[number];

/** Every setting. */
export const SETTINGS = {
  baseUrl: {
    env: 'CONFERA_BASE_URL',
    flag: 'base-url',
    accepts: { is: 'address' },
    schema: baseUrl,
  },
  apiKey: {
    env: 'CONFERA_API_KEY',
    flag: null,
    accepts: { is: 'key' },
    schema: z
      .string()
      .overwrite(trimmed)
      .regex(/^[\x21-\x7e]{1,512}$/),
    secret: true,
  },
  location: {
    env: 'KIOSK_LOCATION',
    flag: 'location',
    ...line(200),
  },
  deviceId: {
    env: 'KIOSK_DEVICE_ID',
    flag: 'device-id',
    accepts: { is: 'device-name', max: 64 },
    schema: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  },
  purpose: {
    env: 'KIOSK_PURPOSE',
    flag: 'purpose',
    accepts: { is: 'purpose' },
    schema: z.enum(PURPOSES),
  },
  mode: {
    env: 'KIOSK_MODE',
    flag: 'mode',
    accepts: { is: 'mode' },
    schema: z.enum(MODES),
  },
  timeZone: {
    env: 'KIOSK_TIME_ZONE',
    flag: 'time-zone',
    accepts: { is: 'time-zone' },
    schema: timeZone,
  },
  debounceMs: {
    env: 'KIOSK_DEBOUNCE_MS',
    flag: 'debounce-ms',
    ...wholeNumber(300, 800, 'milliseconds'),
  },
  timeoutMs: {
    env: 'KIOSK_TIMEOUT_MS',
    flag: 'timeout-ms',
    ...wholeNumber(1000, 8000, 'milliseconds'),
  },
  syncTimeoutMs: {
    env: 'KIOSK_SYNC_TIMEOUT_MS',
    flag: 'sync-timeout-ms',
    ...wholeNumber(10_000, 20_000, 'milliseconds'),
  },
  retentionDays: {
    env: 'KIOSK_RETENTION_DAYS',
    flag: 'retention-days',
    ...wholeNumber(1, 3650, 'days'),
  },
  dataDir: {
    env: 'KIOSK_DATA_DIR',
    flag: 'data-dir',
    accepts: { is: 'folder' },
    schema: z.string().regex(/^[^\0]+$/),
  },
  eventName: {
    env: 'KIOSK_EVENT_NAME',
    flag: 'event-name',
    ...line(100),
  },
  desk: {
    env: 'KIOSK_DESK',
    flag: 'desk',
    ...line(100),
  },
  scannerSide: {
    env: 'KIOSK_SCANNER_SIDE',
    flag: 'scanner-side',
    accepts: { is: 'side' },
    schema: z.enum(['top', 'bottom', 'left', 'right']),
  },
  language: {
    env: 'KIOSK_LANGUAGE',
    flag: 'language',
    accepts: { is: 'language', names: LANGUAGE_CODES.join(', ') },
    schema: z.enum(LANGUAGE_CODES),
  },
  offeredLanguages: {
    env: 'KIOSK_OFFERED_LANGUAGES',
    flag: 'offered-languages',
    accepts: { is: 'languages', names: LANGUAGE_CODES.join(', ') },
    schema: listOf(LANGUAGE_CODES),
  },
  theme: {
    env: 'KIOSK_THEME',
    flag: 'theme',
    accepts: { is: 'theme' },
    schema: z.enum(THEMES),
  },
  accent: {
    env: 'KIOSK_ACCENT',
    flag: 'accent',
    accepts: { is: 'colour' },
    schema: colour,
  },
  hand: {
    env: 'KIOSK_HAND',
    flag: 'hand',
    accepts: { is: 'hand' },
    schema: z.enum(HANDS),
  },
  layout: {
    env: 'KIOSK_LAYOUT',
    flag: 'layout',
    accepts: { is: 'screen-layout' },
    schema: z.enum(LAYOUTS),
  },
  resultsStay: {
    env: 'KIOSK_RESULTS_STAY',
    flag: 'results-stay',
    accepts: { is: 'switch' },
    schema: switchOnOrOff,
  },
  volume: {
    env: 'KIOSK_VOLUME',
    flag: 'volume',
    ...wholeNumber(0, 100),
  },
  speech: {
    env: 'KIOSK_SPEECH',
    flag: 'speech',
    accepts: { is: 'switch' },
    schema: switchOnOrOff,
  },
  hideNames: {
    env: 'KIOSK_HIDE_NAMES',
    flag: 'hide-names',
    accepts: { is: 'switch' },
    schema: switchOnOrOff,
  },
  codePattern: {
    env: 'KIOSK_CODE_PATTERN',
    flag: 'code-pattern',
    accepts: { is: 'pattern' },
    schema: pattern,
  },
  camera: {
    env: 'KIOSK_CAMERA',
    flag: 'camera',
    ...line(200),
    accepts: { is: 'camera-name', max: 200 },
  },
  codeFormats: {
    env: 'KIOSK_CODE_FORMATS',
    flag: 'code-formats',
    accepts: { is: 'code-formats', names: CODE_FORMATS.join(', ') },
    schema: listOf(CODE_FORMATS),
  },
  cameraRestMinutes: {
    env: 'KIOSK_CAMERA_REST_MINUTES',
    flag: 'camera-rest-minutes',
    ...wholeNumber(0, 1440),
    accepts: { is: 'minutes-or-never', max: 1440 },
  },
  scannerPrefix: {
    env: 'KIOSK_SCANNER_PREFIX',
    flag: 'scanner-prefix',
    ...affix(64),
  },
  scannerSuffix: {
    env: 'KIOSK_SCANNER_SUFFIX',
    flag: 'scanner-suffix',
    ...affix(64),
  },
  scannerLayout: {
    env: 'KIOSK_SCANNER_LAYOUT',
    flag: 'scanner-layout',
    accepts: { is: 'layout', names: SCANNER_LAYOUTS.join(', ') },
    schema: z.enum(SCANNER_LAYOUTS),
  },
  wedgeGapMs: {
    env: 'KIOSK_WEDGE_GAP_MS',
    flag: 'wedge-gap-ms',
    ...wholeNumber(20, 300, 'milliseconds'),
  },
  wedgeMeanMs: {
    env: 'KIOSK_WEDGE_MEAN_MS',
    flag: 'wedge-mean-ms',
    ...wholeNumber(10, 200, 'milliseconds'),
  },
  wedgeMinLength: {
    env: 'KIOSK_WEDGE_MIN_LENGTH',
    flag: 'wedge-min-length',
    ...wholeNumber(LEAST_CODE_LENGTH, 64),
  },
  serialBaudRate: {
    env: 'KIOSK_SERIAL_BAUD',
    flag: 'serial-baud',
    ...wholeNumber(300, 921_600),
  },
  serialScanners: {
    env: 'KIOSK_SERIAL_SCANNERS',
    flag: 'serial-scanners',
    accepts: { is: 'usb-ids' },
    schema: usbIds,
  },
  staffPin: {
    env: 'KIOSK_STAFF_PIN',
    flag: null,
    accepts: { is: 'pin', min: 4, max: 12 },
    schema: z.string().regex(/^\d{4,12}$/),
    secret: true,
  },
  stewardPin: {
    env: 'KIOSK_STEWARD_PIN',
    flag: null,
    accepts: { is: 'pin', min: 4, max: 12 },
    schema: z.string().regex(/^\d{4,12}$/),
    secret: true,
  },
  hubJoin: {
    env: 'KIOSK_HUB_JOIN',
    flag: null,
    accepts: { is: 'join-line' },
    schema: joinLine,
    secret: true,
  },
  hubWaitMs: {
    env: 'KIOSK_HUB_WAIT_MS',
    flag: 'hub-wait-ms',
    ...wholeNumber(50, 500, 'milliseconds'),
  },
  hubGroup: {
    env: 'KIOSK_HUB_GROUP',
    flag: 'hub-group',
    ...line(64),
  },
  secondScan: {
    env: 'KIOSK_SECOND_SCAN',
    flag: 'second-scan',
    accepts: { is: 'second-scan' },
    schema: z.enum(SECOND_SCANS),
  },
  passBackSeconds: {
    env: 'KIOSK_PASS_BACK_SECONDS',
    flag: 'pass-back-seconds',
    ...wholeNumber(0, 3600),
    accepts: { is: 'seconds-or-never', max: 3600 },
  },
  allowHttp: {
    env: 'KIOSK_ALLOW_HTTP',
    flag: null,
    accepts: { is: 'switch' },
    schema: switchOnOrOff,
  },
  lockdown: {
    env: 'KIOSK_LOCKDOWN',
    flag: 'lockdown',
    accepts: { is: 'lockdown' },
    schema: switchOnOrOff,
  },
  screenNumber: {
    env: 'KIOSK_DISPLAY',
    // Not `display`: Chromium itself reads `--display` as the X server to connect to.
    flag: 'screen',
    accepts: { is: 'display' },
    schema: z.union([
      z.literal('primary'),
      z
        .string()
        .regex(/^[1-9]$/)
        .transform(Number),
    ]),
  },
  startAtLogin: {
    env: 'KIOSK_START_AT_LOGIN',
    flag: 'start-at-login',
    accepts: { is: 'switch' },
    schema: switchOnOrOff,
  },
  updateUrl: {
    env: 'KIOSK_UPDATE_URL',
    flag: 'update-url',
    accepts: { is: 'secure-address' },
    schema: baseUrl.pipe(z.string().startsWith('https:')),
  },
  updateHours: {
    env: 'KIOSK_UPDATE_HOURS',
    flag: 'update-hours',
    accepts: { is: 'hours' },
    schema: hours,
  },
  metricsAddress: {
    env: 'KIOSK_METRICS_ADDRESS',
    flag: 'metrics-address',
    accepts: { is: 'own-address' },
    schema: ownAddress,
  },
  metricsToken: {
    env: 'KIOSK_METRICS_TOKEN',
    flag: null,
    accepts: { is: 'token', min: 16, max: 512 },
    schema: z
      .string()
      .overwrite(trimmed)
      .regex(/^[\x21-\x7e]{16,512}$/),
    secret: true,
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof SETTINGS;

/** The settings in force. One without a default is null if it isn't given. */
export type Settings = {
  [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> | NullUnlessDefault<Name>;
};
type NullUnlessDefault<Name> = Name extends keyof typeof DEFAULTS ? never : null;

/** The settings in force, with those that the core can't work without. */
export type CoreSettings = Settings & { baseUrl: string; apiKey: string; timeZone: string };

/** What is in force if nothing else is given. The default name of the desk is in the catalogues, since it is a word. */
export const DEFAULTS = {
  codeFormats: ['qr'],
  cameraRestMinutes: 10,
  purpose: 'self-service',
  mode: 'auto',
  debounceMs: 500,
  timeoutMs: 4000,
  syncTimeoutMs: 15_000,
  retentionDays: 90,
  scannerSide: 'bottom',
  language: 'en',
  offeredLanguages: LANGUAGE_CODES,
  theme: 'system',
  hand: 'right',
  layout: 'visitors',
  resultsStay: false,
  volume: 100,
  speech: false,
  hideNames: false,
  codePattern: '^(confera-attendance:)?[A-Za-z0-9._~-]+$',
  scannerPrefix: '',
  scannerSuffix: '',
  scannerLayout: 'auto',
  // Measured: all of 200 scans at up to 30 ms a key were recognised, and none of 2,158 gaps between a person's keys
  // was taken for a scanner's.
  wedgeGapMs: 80,
  wedgeMeanMs: 50,
  wedgeMinLength: 6,
  serialBaudRate: 9600,
  serialScanners: [],
  hubWaitMs: 150,
  hubGroup: 'entrance',
  secondScan: 'welcome',
  passBackSeconds: 0,
  allowHttp: false,
  lockdown: true,
  screenNumber: 'primary',
  updateHours: '03:00-05:00',
} as const satisfies Partial<Record<SettingName, unknown>>;

/** What is in force on a device for this purpose if nothing else is given. */
export function defaultsFor(purpose: Purpose): Partial<Record<SettingName, unknown>> {
  return { ...DEFAULTS, ...PRESETS[purpose] };
}
