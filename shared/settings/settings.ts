import { z } from 'zod';
import { CODE_FORMATS } from '../scan/code-formats.ts';
import { MODES } from '../scan/parse-code.ts';
import { SCANNER_LAYOUTS } from '../scan/scanner-layouts.ts';
import { trimmed } from '../text/trimmed.ts';
import {
  affix,
  baseUrl,
  hours,
  listOf,
  pattern,
  switchOnOrOff,
  timeZone,
  usbIds,
  wholeNumber,
  words,
} from './setting-kinds.ts';

/** What is said of each setting. */
export type SettingDefinition = {
  env: string;
  /** Null: never taken from a flag, where other users of the machine could read it. */
  flag: string | null;
  /** Ends the sentence "NAME must be …". */
  accepts: string;
  schema: z.ZodType;
  secret?: true;
};

/** A person types fewer characters as fast as a scanner does. */
export const LEAST_CODE_LENGTH = 4;

/** Every setting: its names, what it accepts, and the words that say so. */
export const SETTINGS = {
  baseUrl: {
    env: 'CONFERA_BASE_URL',
    flag: 'base-url',
    accepts:
      'an https:// address without user, query or # (http:// for this machine only, or with KIOSK_ALLOW_HTTP=1)',
    schema: baseUrl,
  },
  apiKey: {
    env: 'CONFERA_API_KEY',
    flag: null,
    accepts: "the device's key, printable characters without spaces",
    schema: z
      .string()
      .overwrite(trimmed)
      .regex(/^[\x21-\x7e]{1,512}$/),
    secret: true,
  },
  location: {
    env: 'KIOSK_LOCATION',
    flag: 'location',
    accepts: 'up to 200 characters',
    schema: words(200),
  },
  deviceId: {
    env: 'KIOSK_DEVICE_ID',
    flag: 'device-id',
    accepts: 'up to 64 letters, digits, dots, hyphens and underscores',
    schema: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  },
  mode: {
    env: 'KIOSK_MODE',
    flag: 'mode',
    accepts: 'auto, badge or attendance',
    schema: z.enum(MODES),
  },
  timeZone: {
    env: 'KIOSK_TIME_ZONE',
    flag: 'time-zone',
    accepts: 'an IANA time zone such as Asia/Karachi',
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
    accepts: 'the path of a folder',
    schema: z.string().regex(/^[^\0]+$/),
  },
  eventName: {
    env: 'KIOSK_EVENT_NAME',
    flag: 'event-name',
    accepts: 'up to 100 characters',
    schema: words(100),
  },
  desk: {
    env: 'KIOSK_DESK',
    flag: 'desk',
    accepts: 'up to 100 characters',
    schema: words(100),
  },
  scannerSide: {
    env: 'KIOSK_SCANNER_SIDE',
    flag: 'scanner-side',
    accepts: 'top, bottom, left or right',
    schema: z.enum(['top', 'bottom', 'left', 'right']),
  },
  codePattern: {
    env: 'KIOSK_CODE_PATTERN',
    flag: 'code-pattern',
    accepts: 'a regular expression',
    schema: pattern,
  },
  camera: {
    env: 'KIOSK_CAMERA',
    flag: 'camera',
    accepts: 'the name of a camera, up to 200 characters',
    schema: words(200),
  },
  codeFormats: {
    env: 'KIOSK_CODE_FORMATS',
    flag: 'code-formats',
    accepts: `names between commas, of ${CODE_FORMATS.join(', ')}`,
    schema: listOf(CODE_FORMATS),
  },
  cameraRestMinutes: {
    env: 'KIOSK_CAMERA_REST_MINUTES',
    flag: 'camera-rest-minutes',
    ...wholeNumber(0, 1440, 'minutes'),
    accepts: 'a whole number of minutes from 1 to 1440, or 0 for never',
  },
  scannerPrefix: {
    env: 'KIOSK_SCANNER_PREFIX',
    flag: 'scanner-prefix',
    accepts:
      'up to 64 characters; \\x02 and the like for control characters, \\x5c for a backslash',
    schema: affix,
  },
  scannerSuffix: {
    env: 'KIOSK_SCANNER_SUFFIX',
    flag: 'scanner-suffix',
    accepts:
      'up to 64 characters; \\x02 and the like for control characters, \\x5c for a backslash',
    schema: affix,
  },
  scannerLayout: {
    env: 'KIOSK_SCANNER_LAYOUT',
    flag: 'scanner-layout',
    accepts: `one of ${SCANNER_LAYOUTS.join(', ')}`,
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
    accepts: 'USB ids such as 0c2e:0caa, with commas between them',
    schema: usbIds,
  },
  staffPin: {
    env: 'KIOSK_STAFF_PIN',
    flag: null,
    accepts: '4 to 12 digits',
    schema: z.string().regex(/^\d{4,12}$/),
    secret: true,
  },
  allowHttp: {
    env: 'KIOSK_ALLOW_HTTP',
    flag: null,
    accepts: '1 or 0',
    schema: switchOnOrOff,
  },
  lockdown: {
    env: 'KIOSK_LOCKDOWN',
    flag: 'lockdown',
    accepts: '1 (a kiosk for visitors) or 0 (a window on a staff laptop)',
    schema: switchOnOrOff,
  },
  screenNumber: {
    env: 'KIOSK_DISPLAY',
    // Chromium reads `--display` itself: the X server to connect to.
    flag: 'screen',
    accepts: 'primary, or the number of a display from 1 to 9, counted from the left',
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
    accepts: '1 or 0',
    schema: switchOnOrOff,
  },
  updateUrl: {
    env: 'KIOSK_UPDATE_URL',
    flag: 'update-url',
    accepts: 'an https:// address without user, query or #',
    schema: baseUrl.pipe(z.string().startsWith('https:')),
  },
  updateHours: {
    env: 'KIOSK_UPDATE_HOURS',
    flag: 'update-hours',
    accepts: 'hours of the day such as 03:00-05:00',
    schema: hours,
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof SETTINGS;

/** The settings in force. What has no default and may be missing is null; a secret is never shown. */
export type Settings = {
  [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> | NullUnlessDefault<Name>;
};
type NullUnlessDefault<Name> = Name extends keyof typeof DEFAULTS ? never : null;

/** The settings that the core can't do without, given. */
export type CoreSettings = Settings & { baseUrl: string; apiKey: string; timeZone: string };

/** What holds where nothing else is said. */
export const DEFAULTS = {
  codeFormats: ['qr'],
  cameraRestMinutes: 10,
  mode: 'auto',
  debounceMs: 500,
  timeoutMs: 4000,
  syncTimeoutMs: 15_000,
  retentionDays: 90,
  desk: 'the registration desk',
  scannerSide: 'bottom',
  codePattern: '^(confera-attendance:)?[A-Za-z0-9._~-]+$',
  scannerPrefix: '',
  scannerSuffix: '',
  scannerLayout: 'auto',
  // Measured: 200 of 200 scans at up to 30 ms a key, none taken out of 2,158 gaps between a person's keys.
  wedgeGapMs: 80,
  wedgeMeanMs: 50,
  wedgeMinLength: 6,
  serialBaudRate: 9600,
  serialScanners: [],
  allowHttp: false,
  lockdown: true,
  screenNumber: 'primary',
  updateHours: '03:00-05:00',
} as const satisfies Partial<Record<SettingName, unknown>>;
