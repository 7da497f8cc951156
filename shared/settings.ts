import { z } from 'zod';
import { CODE_FORMATS } from './code-formats.ts';
import { MODES } from './parse-code.ts';
import { SCANNER_LAYOUTS } from './scanner-layouts.ts';

/** Where a value may come from, strongest first. */
export type SettingSource = 'flag' | 'environment' | 'saved' | 'default';

type Definition = {
  env: string;
  /** Null: never taken from a flag, where other users of the machine could read it. */
  flag: string | null;
  /** Ends the sentence "NAME must be …". */
  accepts: string;
  schema: z.ZodType;
  secret?: true;
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A base URL in one form, so that the same instance is always the same destination: origin and path. */
const baseUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !/^https?:$/.test(url.protocol)) {
    context.addIssue('not a plain address');
    return z.NEVER;
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
});

const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);

const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));

/** Names between commas, each once, in the order of `known`. */
const listOf = <Name extends string>(known: readonly Name[]) =>
  z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(known)))
    .transform((names) => known.filter((name) => names.includes(name)));
/** What a scanner puts around a code; `\x02` stands for a character that no keyboard has. */
const affix = z
  .string()
  .max(64)
  .regex(/^(\\x[0-9A-Fa-f]{2}|[^\\\p{Cc}])*$/u)
  .transform((text) =>
    text.replace(/\\x(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );

/** USB vendor and product, as systems show them: `0c2e:0c87`. */
const usbIds = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{4}:[0-9a-f]{4}(\s*,\s*[0-9a-f]{4}:[0-9a-f]{4})*$/)
  .transform((text) => text.split(/\s*,\s*/));

const timeZone = z.string().refine((name) => {
  // Intl takes offsets such as +05:00, too; they know no daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
});

const switchOnOrOff = z.enum(['0', '1']).transform((value) => value === '1');

/** Hours of a day, "03:00-05:00"; over midnight where the end comes first. */
const hours = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/);

const pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
});

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
      .trim()
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
    accepts: 'a whole number of milliseconds from 300 to 800',
    schema: wholeNumber(300, 800),
  },
  timeoutMs: {
    env: 'KIOSK_TIMEOUT_MS',
    flag: 'timeout-ms',
    accepts: 'a whole number of milliseconds from 1000 to 8000',
    schema: wholeNumber(1000, 8000),
  },
  syncTimeoutMs: {
    env: 'KIOSK_SYNC_TIMEOUT_MS',
    flag: 'sync-timeout-ms',
    accepts: 'a whole number of milliseconds from 10000 to 20000',
    schema: wholeNumber(10_000, 20_000),
  },
  retentionDays: {
    env: 'KIOSK_RETENTION_DAYS',
    flag: 'retention-days',
    accepts: 'a whole number of days from 1 to 3650',
    schema: wholeNumber(1, 3650),
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
    accepts: 'a whole number of minutes from 1 to 1440, or 0 for never',
    schema: wholeNumber(0, 1440),
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
    accepts: 'a whole number of milliseconds from 20 to 300',
    schema: wholeNumber(20, 300),
  },
  wedgeMeanMs: {
    env: 'KIOSK_WEDGE_MEAN_MS',
    flag: 'wedge-mean-ms',
    accepts: 'a whole number of milliseconds from 10 to 200',
    schema: wholeNumber(10, 200),
  },
  wedgeMinLength: {
    env: 'KIOSK_WEDGE_MIN_LENGTH',
    flag: 'wedge-min-length',
    accepts: 'a whole number from 4 to 64',
    schema: wholeNumber(4, 64),
  },
  serialBaudRate: {
    env: 'KIOSK_SERIAL_BAUD',
    flag: 'serial-baud',
    accepts: 'a whole number from 300 to 921600',
    schema: wholeNumber(300, 921_600),
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
    flag: 'display',
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
} as const satisfies Record<string, Definition>;

export type SettingName = keyof typeof SETTINGS;

/** Settings that a screen may show and change; the others belong to who starts the program. */
export const SCREEN_SETTINGS = [
  'baseUrl',
  'apiKey',
  'location',
  'mode',
  'eventName',
  'desk',
  'staffPin',
  'timeZone',
  'scannerSide',
  'debounceMs',
  'timeoutMs',
  'codePattern',
  'camera',
  'codeFormats',
  'cameraRestMinutes',
  'scannerPrefix',
  'scannerSuffix',
  'scannerLayout',
  'wedgeGapMs',
  'wedgeMeanMs',
  'wedgeMinLength',
  'serialBaudRate',
  'serialScanners',
  'startAtLogin',
] as const satisfies SettingName[];

/** The settings in force. What has no default and may be missing is null; a secret is never shown. */
export type Settings = {
  [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> | NullUnlessDefault<Name>;
};
type NullUnlessDefault<Name> = Name extends keyof typeof DEFAULTS ? never : null;

const DEFAULTS = {
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

type Texts = Partial<Record<SettingName, string | undefined>>;

export type SettingsResult =
  | { ok: true; settings: Settings; sources: Record<SettingName, SettingSource> }
  | { ok: false; setting: SettingName; message: string };

/**
 * Works out the settings in force: flag, environment, saved, default. An empty value counts as absent.
 *
 * @returns the first bad value as one sentence that names the setting and what it accepts
 */
export function resolveSettings(
  given: Record<'flags' | 'environment' | 'saved', Texts>,
): SettingsResult {
  const settings: Record<string, unknown> = {};
  const sources: Record<string, SettingSource> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { source, text } = strongest(given, name);
    sources[name] = source;
    if (text === undefined) {
      settings[name] = name in DEFAULTS ? DEFAULTS[name as keyof typeof DEFAULTS] : null;
      continue;
    }
    const parsed = SETTINGS[name].schema.safeParse(text);
    if (!parsed.success) return refuse(name, source);
    settings[name] = parsed.data;
  }
  const result = {
    settings: settings as Settings,
    sources: sources as Record<SettingName, SettingSource>,
  };
  if (leavesMachineUnencrypted(result.settings)) {
    return refuse('baseUrl', result.sources.baseUrl);
  }
  return { ok: true, ...result };
}

/** The sentence for a setting that a command can't do without. */
export function missingMessage(name: SettingName): string {
  return `${SETTINGS[name].env} is missing: it must be ${SETTINGS[name].accepts}`;
}

function strongest(given: Record<'flags' | 'environment' | 'saved', Texts>, name: SettingName) {
  const sources = [
    ['flag', given.flags],
    ['environment', given.environment],
    ['saved', given.saved],
  ] as const;
  for (const [source, texts] of sources) {
    const text = texts[name];
    if (text !== undefined && text.trim() !== '') return { source, text };
  }
  return { source: 'default', text: undefined } as const;
}

/** The value itself is not repeated: it may be a key that was put into the wrong variable. */
function refuse(name: SettingName, source: SettingSource): SettingsResult {
  const { flag, env, accepts }: Definition = SETTINGS[name];
  return {
    ok: false,
    setting: name,
    message: `${source === 'flag' ? `--${flag}` : env} must be ${accepts}`,
  };
}

/** The key would cross the network readable. */
function leavesMachineUnencrypted({ baseUrl, allowHttp }: Settings): boolean {
  if (!baseUrl || allowHttp) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
