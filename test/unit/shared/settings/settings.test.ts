import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeJoinLine } from '../../../../shared/hub/join-line.ts';
import {
  resolveSettings,
  type SettingsResult,
} from '../../../../shared/settings/resolve-settings.ts';
import { missing } from '../../../../shared/settings/setting-problem.ts';
import { SETTINGS, type SettingName, type Settings } from '../../../../shared/settings/settings.ts';
import {
  acceptedBy,
  IN_ENGLISH,
  settingSentence,
} from '../../../../shared/words/problem-sentences.ts';

type Texts = Partial<Record<SettingName, string | undefined>>;
type Given = { flags?: Texts; environment?: Texts; saved?: Texts };

const resolve = ({ flags = {}, environment = {}, saved = {} }: Given) =>
  resolveSettings({ flags, environment, saved });

function settingsOf(given: Given): Settings {
  const result = resolve(given);
  if (!result.ok) throw new Error(settingSentence(IN_ENGLISH, result));
  return result.settings;
}

function messageOf(result: SettingsResult): string {
  if (result.ok) throw new Error('nothing was refused');
  return settingSentence(IN_ENGLISH, result);
}

const NAMES = Object.keys(SETTINGS) as SettingName[];

describe('with nothing given', () => {
  test('every setting has its default, or none', () => {
    expect(settingsOf({})).toEqual({
      baseUrl: null,
      apiKey: null,
      location: null,
      deviceId: null,
      purpose: 'self-service',
      mode: 'auto',
      timeZone: null,
      debounceMs: 500,
      timeoutMs: 4000,
      syncTimeoutMs: 15_000,
      retentionDays: 90,
      dataDir: null,
      eventName: null,
      desk: null,
      scannerSide: 'bottom',
      language: 'en',
      offeredLanguages: ['en', 'ur', 'ar', 'fr', 'de', 'es', 'pt', 'tr', 'hi', 'id', 'zh', 'ja'],
      theme: 'system',
      accent: null,
      hand: 'right',
      layout: 'visitors',
      resultsStay: false,
      volume: 100,
      speech: false,
      hideNames: false,
      codePattern: '^(confera-attendance:)?[A-Za-z0-9._~-]+$',
      camera: null,
      codeFormats: ['qr'],
      cameraRestMinutes: 10,
      scannerPrefix: '',
      scannerSuffix: '',
      scannerLayout: 'auto',
      wedgeGapMs: 80,
      wedgeMeanMs: 50,
      wedgeMinLength: 6,
      serialBaudRate: 9600,
      serialScanners: [],
      staffPin: null,
      stewardPin: null,
      hubJoin: null,
      hubWaitMs: 150,
      hubGroup: 'entrance',
      secondScan: 'welcome',
      passBackSeconds: 0,
      allowHttp: false,
      lockdown: true,
      screenNumber: 'primary',
      startAtLogin: null,
      updateUrl: null,
      updateHours: '03:00-05:00',
      metricsAddress: null,
      metricsToken: null,
    });
  });

  test('every source is the default', () => {
    const result = resolve({});
    expect(result.ok && new Set(Object.values(result.sources))).toEqual(new Set(['default']));
  });
});

test.each<[SettingName, string]>([
  ['baseUrl', 'CONFERA_BASE_URL'],
  ['apiKey', 'CONFERA_API_KEY'],
  ['location', 'KIOSK_LOCATION'],
  ['deviceId', 'KIOSK_DEVICE_ID'],
  ['purpose', 'KIOSK_PURPOSE'],
  ['mode', 'KIOSK_MODE'],
  ['timeZone', 'KIOSK_TIME_ZONE'],
  ['debounceMs', 'KIOSK_DEBOUNCE_MS'],
  ['timeoutMs', 'KIOSK_TIMEOUT_MS'],
  ['syncTimeoutMs', 'KIOSK_SYNC_TIMEOUT_MS'],
  ['retentionDays', 'KIOSK_RETENTION_DAYS'],
  ['dataDir', 'KIOSK_DATA_DIR'],
  ['eventName', 'KIOSK_EVENT_NAME'],
  ['desk', 'KIOSK_DESK'],
  ['scannerSide', 'KIOSK_SCANNER_SIDE'],
  ['language', 'KIOSK_LANGUAGE'],
  ['offeredLanguages', 'KIOSK_OFFERED_LANGUAGES'],
  ['theme', 'KIOSK_THEME'],
  ['accent', 'KIOSK_ACCENT'],
  ['hand', 'KIOSK_HAND'],
  ['layout', 'KIOSK_LAYOUT'],
  ['resultsStay', 'KIOSK_RESULTS_STAY'],
  ['volume', 'KIOSK_VOLUME'],
  ['speech', 'KIOSK_SPEECH'],
  ['hideNames', 'KIOSK_HIDE_NAMES'],
  ['codePattern', 'KIOSK_CODE_PATTERN'],
  ['camera', 'KIOSK_CAMERA'],
  ['codeFormats', 'KIOSK_CODE_FORMATS'],
  ['cameraRestMinutes', 'KIOSK_CAMERA_REST_MINUTES'],
  ['scannerPrefix', 'KIOSK_SCANNER_PREFIX'],
  ['scannerSuffix', 'KIOSK_SCANNER_SUFFIX'],
  ['scannerLayout', 'KIOSK_SCANNER_LAYOUT'],
  ['wedgeGapMs', 'KIOSK_WEDGE_GAP_MS'],
  ['wedgeMeanMs', 'KIOSK_WEDGE_MEAN_MS'],
  ['wedgeMinLength', 'KIOSK_WEDGE_MIN_LENGTH'],
  ['serialBaudRate', 'KIOSK_SERIAL_BAUD'],
  ['serialScanners', 'KIOSK_SERIAL_SCANNERS'],
  ['staffPin', 'KIOSK_STAFF_PIN'],
  ['stewardPin', 'KIOSK_STEWARD_PIN'],
  ['hubJoin', 'KIOSK_HUB_JOIN'],
  ['hubWaitMs', 'KIOSK_HUB_WAIT_MS'],
  ['hubGroup', 'KIOSK_HUB_GROUP'],
  ['secondScan', 'KIOSK_SECOND_SCAN'],
  ['passBackSeconds', 'KIOSK_PASS_BACK_SECONDS'],
  ['allowHttp', 'KIOSK_ALLOW_HTTP'],
  ['lockdown', 'KIOSK_LOCKDOWN'],
  ['screenNumber', 'KIOSK_DISPLAY'],
  ['startAtLogin', 'KIOSK_START_AT_LOGIN'],
  ['updateUrl', 'KIOSK_UPDATE_URL'],
  ['updateHours', 'KIOSK_UPDATE_HOURS'],
  ['metricsAddress', 'KIOSK_METRICS_ADDRESS'],
  ['metricsToken', 'KIOSK_METRICS_TOKEN'],
])('%s is read from %s', (name, env) => {
  expect(SETTINGS[name].env).toBe(env);
});

test('the secrets and the leave to send unencrypted are never taken from a flag', () => {
  expect(NAMES.filter((name) => SETTINGS[name].flag === null)).toEqual([
    'apiKey',
    'staffPin',
    'stewardPin',
    'hubJoin',
    'allowHttp',
    'metricsToken',
  ]);
});

test.each(['display', 'lang', 'app', 'kiosk', 'port', 'screen-info'])(
  'no flag is --%s, which Chromium or another command of ours takes for its own',
  (taken) => {
    expect(NAMES.map((name) => SETTINGS[name].flag)).not.toContain(taken);
  },
);

describe('precedence', () => {
  const flags = { desk: 'by flag' };
  const environment = { desk: 'by environment' };
  const saved = { desk: 'as saved' };

  test.each<[string, Given, string | null, string]>([
    ['a flag before all', { flags, environment, saved }, 'by flag', 'flag'],
    [
      'the environment before what is saved',
      { environment, saved },
      'by environment',
      'environment',
    ],
    ['what is saved before the default', { saved }, 'as saved', 'saved'],
    ['the default at last', {}, null, 'default'],
  ])('%s', (_what, given, desk, source) => {
    const result = resolve(given);
    expect(result.ok && [result.settings.desk, result.sources.desk]).toEqual([desk, source]);
  });

  test.each([undefined, '', ' ', '\t\n', '\u200b\ufeff'])(
    'an empty value (%j) counts as absent',
    (empty) => {
      expect(settingsOf({ flags: { desk: empty }, environment, saved }).desk).toBe(
        'by environment',
      );
      expect(settingsOf({ environment: { desk: empty }, saved }).desk).toBe('as saved');
      expect(settingsOf({ saved: { desk: empty } }).desk).toBeNull();
      expect(settingsOf({ saved: { mode: empty } }).mode).toBe('auto');
      expect(settingsOf({ environment: { apiKey: empty } }).apiKey).toBeNull();
    },
  );

  test('each setting has its own source', () => {
    const result = resolve({
      flags: { mode: 'badge' },
      environment: { location: 'gate-a' },
      saved: { eventName: 'Summit' },
    });
    expect(result.ok && result.sources).toMatchObject({
      mode: 'flag',
      location: 'environment',
      eventName: 'saved',
      debounceMs: 'default',
    });
  });

  test('a bad value is refused wherever it comes from, but not where a stronger one is good', () => {
    for (const source of ['flags', 'environment', 'saved'] as const) {
      expect(resolve({ [source]: { mode: 'both' } })).toMatchObject({ ok: false, setting: 'mode' });
    }
    expect(settingsOf({ flags: { mode: 'badge' }, saved: { mode: 'both' } }).mode).toBe('badge');
  });
});

const JOIN = {
  addresses: ['192.0.2.7:7300'],
  fingerprint: 'A'.repeat(43),
  device: 'a1b2c3d4',
  seed: `SU${'A'.repeat(56)}`,
  secret: 'B'.repeat(43),
};

/** Setting, what is given, what is in force. */
const GOOD: [SettingName, string, unknown][] = [
  ['baseUrl', 'https://confera.example', 'https://confera.example'],
  ['apiKey', 'cat_abc123', 'cat_abc123'],
  ['apiKey', ' cat_abc123\n', 'cat_abc123'],
  ['apiKey', '\u200bcat_abc123\u2060', 'cat_abc123'],
  ['location', '\u200egate-a\u00a0\u200b', 'gate-a'],
  ['apiKey', 'k'.repeat(512), 'k'.repeat(512)],
  ['location', 'Entrance A', 'Entrance A'],
  ['location', ' Eingang Süd 登録 ', 'Eingang Süd 登録'],
  ['location', 'x'.repeat(200), 'x'.repeat(200)],
  ['deviceId', 'gate-1_A.b', 'gate-1_A.b'],
  ['deviceId', 'd'.repeat(64), 'd'.repeat(64)],
  ['purpose', 'laptop', 'laptop'],
  ['mode', 'auto', 'auto'],
  ['mode', 'badge', 'badge'],
  ['mode', 'attendance', 'attendance'],
  ['timeZone', 'Asia/Karachi', 'Asia/Karachi'],
  ['timeZone', 'UTC', 'UTC'],
  ['timeZone', 'EST5EDT', 'EST5EDT'],
  ['timeZone', 'CET', 'CET'],
  ['timeZone', 'America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['debounceMs', '300', 300],
  ['debounceMs', '800', 800],
  ['timeoutMs', '1000', 1000],
  ['timeoutMs', '8000', 8000],
  ['syncTimeoutMs', '10000', 10_000],
  ['syncTimeoutMs', '20000', 20_000],
  ['retentionDays', '1', 1],
  ['retentionDays', '3650', 3650],
  ['dataDir', '/var/lib/kiosk', '/var/lib/kiosk'],
  ['dataDir', 'C:\\Kiosk data', 'C:\\Kiosk data'],
  ['eventName', 'Summit 2026', 'Summit 2026'],
  ['eventName', 'e'.repeat(100), 'e'.repeat(100)],
  ['desk', 'the help point', 'the help point'],
  ['scannerSide', 'top', 'top'],
  ['scannerSide', 'bottom', 'bottom'],
  ['scannerSide', 'left', 'left'],
  ['scannerSide', 'right', 'right'],
  ['language', 'ur', 'ur'],
  ['offeredLanguages', 'fr, ur,fr', ['ur', 'fr']],
  ['theme', 'contrast', 'contrast'],
  ['accent', ' #0B5CAD ', '#0b5cad'],
  ['hand', 'left', 'left'],
  ['layout', 'visitors', 'visitors'],
  ['layout', 'steward', 'steward'],
  ['resultsStay', '1', true],
  ['volume', '0', 0],
  ['volume', '100', 100],
  ['speech', '1', true],
  ['hideNames', '1', true],
  ['codePattern', '^[0-9]{8}$', '^[0-9]{8}$'],
  ['codePattern', '\\p{L}+', '\\p{L}+'],
  ['camera', 'HD Webcam (046d:0825)', 'HD Webcam (046d:0825)'],
  ['codeFormats', 'aztec, qr,qr', ['qr', 'aztec']],
  ['codeFormats', 'code-128', ['code-128']],
  ['cameraRestMinutes', '0', 0],
  ['cameraRestMinutes', '1440', 1440],
  ['scannerPrefix', 'BADGE:', 'BADGE:'],
  ['scannerPrefix', '\\x02\\x5c', '\x02\\'],
  ['scannerSuffix', '\\x03', '\x03'],
  ['scannerLayout', 'de', 'de'],
  ['wedgeGapMs', '20', 20],
  ['wedgeGapMs', '300', 300],
  ['wedgeMeanMs', '10', 10],
  ['wedgeMeanMs', '200', 200],
  ['wedgeMinLength', '4', 4],
  ['wedgeMinLength', '64', 64],
  ['serialBaudRate', '115200', 115_200],
  ['serialScanners', '0C2E:0caa', ['0c2e:0caa']],
  ['serialScanners', '0c2e:0caa , 05e0:1701', ['0c2e:0caa', '05e0:1701']],
  ['staffPin', '1234', '1234'],
  ['staffPin', '012345678901', '012345678901'],
  ['stewardPin', '4711', '4711'],
  ['hubJoin', writeJoinLine(JOIN), JOIN],
  ['hubJoin', `KIOSK_HUB_JOIN=${writeJoinLine(JOIN)}`, JOIN],
  ['hubWaitMs', '50', 50],
  ['hubWaitMs', '500', 500],
  ['hubGroup', ' north ', 'north'],
  ['secondScan', 'staff', 'staff'],
  ['passBackSeconds', '0', 0],
  ['passBackSeconds', '3600', 3600],
  ['allowHttp', '1', true],
  ['allowHttp', '0', false],
  ['lockdown', '1', true],
  ['lockdown', '0', false],
  ['screenNumber', 'primary', 'primary'],
  ['screenNumber', '2', 2],
  ['startAtLogin', '1', true],
  ['updateUrl', 'https://updates.example/kiosk/', 'https://updates.example/kiosk'],
  ['updateHours', '22:30-04:00', '22:30-04:00'],
  ['metricsAddress', ' 127.0.0.1:9464 ', { host: '127.0.0.1', port: 9464 }],
  ['metricsAddress', '0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
  ['metricsAddress', '[::1]:65535', { host: '::1', port: 65_535 }],
  ['metricsAddress', 'gate-7.venue.example:9464', { host: 'gate-7.venue.example', port: 9464 }],
  ['metricsToken', '0123456789abcdef', '0123456789abcdef'],
  ['metricsToken', ` ${'t'.repeat(512)}\n`, 't'.repeat(512)],
];

/** Setting, what is given, what the message says is accepted. */
const BAD: [SettingName, string, RegExp][] = [
  ['baseUrl', 'confera.example', /https:\/\//],
  ['apiKey', 'cat abc', /printable characters without spaces/],
  ['apiKey', 'cat_ключ', /printable characters without spaces/],
  ['apiKey', 'cat_\u0007', /printable/],
  ['apiKey', 'k'.repeat(513), /printable/],
  ['location', 'x'.repeat(201), /200/],
  ['location', 'gate\u0007a', /200/],
  ['deviceId', 'gate 1', /letters, digits/],
  ['deviceId', 'd'.repeat(65), /64/],
  ['deviceId', 'gate\n1', /letters, digits/],
  ['deviceId', 'gate)', /letters, digits/],
  ['purpose', 'kiosk', /self-service, gate or laptop/],
  ['mode', 'both', /auto, badge or attendance/],
  ['mode', 'Badge', /auto, badge or attendance/],
  ['timeZone', 'Karachi', /IANA.*Asia\/Karachi/],
  ['timeZone', 'Mars/Olympus', /IANA/],
  ['timeZone', 'BST', /IANA/],
  ['timeZone', 'IST', /IANA/],
  ['timeZone', 'GMT+5', /IANA/],
  ['timeZone', 'IST-5:30', /IANA/],
  ['debounceMs', '299', /300 to 800/],
  ['debounceMs', '801', /300 to 800/],
  ['debounceMs', '500.5', /whole number.*300 to 800/],
  ['debounceMs', '500ms', /300 to 800/],
  ['debounceMs', '-500', /300 to 800/],
  ['debounceMs', '5e2', /300 to 800/],
  ['debounceMs', '٥٠٠', /300 to 800/],
  ['timeoutMs', '999', /1000 to 8000/],
  ['timeoutMs', '8001', /1000 to 8000/],
  ['timeoutMs', '0xfff', /1000 to 8000/],
  ['syncTimeoutMs', '9999', /10000 to 20000/],
  ['syncTimeoutMs', '20001', /10000 to 20000/],
  ['retentionDays', '0', /1 to 3650/],
  ['retentionDays', '3651', /1 to 3650/],
  ['dataDir', '/var\0/kiosk', /path of a folder/],
  ['eventName', 'e'.repeat(101), /100/],
  ['eventName', 'Summit\u001b[2J', /100/],
  ['desk', 'd'.repeat(101), /100/],
  ['desk', 'the\ndesk', /100/],
  ['scannerSide', 'back', /top, bottom, left or right/],
  ['scannerSide', 'TOP', /top, bottom, left or right/],
  ['language', 'nl', /one of en, ur, ar/],
  ['offeredLanguages', 'en;ur', /one or more of en, ur, ar/],
  ['theme', 'bright', /system, dark, light or contrast/],
  ['accent', 'blue', /a colour such as #0b5cad/],
  ['accent', '#05a', /a colour such as #0b5cad/],
  ['hand', 'both', /right or left/],
  ['layout', 'gate', /visitors or steward/],
  ['resultsStay', 'yes', /0|1/],
  ['volume', '101', /0 to 100/],
  ['speech', 'yes', /0|1/],
  ['hideNames', 'yes', /0|1/],
  ['codePattern', '[A-', /regular expression/],
  ['scannerPrefix', '\\x2', /control characters/],
  ['scannerPrefix', 'a\tb', /control characters/],
  ['scannerSuffix', 'x'.repeat(65), /64/],
  ['scannerLayout', 'xx', /one of auto, machine, us, gb/],
  ['wedgeGapMs', '301', /from 20 to 300/],
  ['wedgeMeanMs', '9', /from 10 to 200/],
  ['wedgeMinLength', '3', /from 4 to 64/],
  ['serialBaudRate', '100', /from 300/],
  ['serialScanners', 'COM3', /USB ids/],
  ['codePattern', '(', /regular expression/],
  ['camera', 'c'.repeat(201), /200/],
  ['codeFormats', 'qr, ean', /of qr, data-matrix, aztec, pdf417, code-128/],
  ['codeFormats', ',', /commas between/],
  ['cameraRestMinutes', '1441', /1440/],
  ['cameraRestMinutes', 'never', /0 for never/],
  ['staffPin', '123', /4 to 12 digits/],
  ['staffPin', '1234567890123', /4 to 12 digits/],
  ['staffPin', '12a4', /4 to 12 digits/],
  ['staffPin', '١٢٣٤', /4 to 12 digits/],
  ['stewardPin', '123', /4 to 12 digits/],
  ['hubJoin', writeJoinLine(JOIN).slice(0, -1), /whole line/],
  ['hubWaitMs', '49', /from 50 to 500/],
  ['hubWaitMs', '501', /from 50 to 500/],
  ['hubGroup', 'g'.repeat(65), /up to 64 characters/],
  ['secondScan', 'refuse', /welcome or staff/],
  ['passBackSeconds', '3601', /3600/],
  ['passBackSeconds', '-1', /0 for never/],
  ['allowHttp', 'yes', /1 or 0/],
  ['allowHttp', 'true', /1 or 0/],
  ['lockdown', 'no', /1 .* or 0/],
  ['screenNumber', '0', /primary, or the number/],
  ['screenNumber', '10', /1 to 9/],
  ['startAtLogin', 'on', /1 or 0/],
  ['updateUrl', 'http://updates.example', /https:\/\//],
  ['updateUrl', 'http://127.0.0.1:8080', /https:\/\//],
  ['updateHours', '3-5', /03:00-05:00/],
  ['updateHours', '24:00-05:00', /03:00-05:00/],
  ['metricsAddress', '9464', /an address of this machine and a port, such as 127\.0\.0\.1:9464/],
  ['metricsAddress', ':9464', /a port/],
  ['metricsAddress', '127.0.0.1', /a port/],
  ['metricsAddress', '127.0.0.1:0', /a port/],
  ['metricsAddress', '127.0.0.1:65536', /a port/],
  ['metricsAddress', '127.0.0.256:9464', /a port/],
  ['metricsAddress', '::1:9464', /a port/],
  ['metricsAddress', '[::g]:9464', /a port/],
  ['metricsAddress', 'http://127.0.0.1:9464', /a port/],
  ['metricsAddress', 'token@127.0.0.1:9464', /a port/],
  ['metricsToken', 'fifteen-letters', /16 to 512 printable characters without spaces/],
  ['metricsToken', 't'.repeat(513), /16 to 512/],
  ['metricsToken', 'a token with spaces', /without spaces/],
];

test('a line for a hub that a later version has made is told apart from a damaged one', () => {
  const hubJoin = writeJoinLine(JOIN).replace('hub1', 'hub9');
  const resolved = resolve({ environment: { hubJoin } });
  expect(resolved).toMatchObject({ setting: 'hubJoin', why: 'newer-line', source: 'environment' });
  expect(messageOf(resolved)).toBe(
    'KIOSK_HUB_JOIN was made by a newer version of this app. Update this device.',
  );
});

test('every setting is tried with a good value and a bad one', () => {
  for (const table of [GOOD, BAD]) {
    expect(new Set(table.map(([name]) => name))).toEqual(new Set(NAMES));
  }
});

test.each(GOOD)('%s accepts %j', (name, text, value) => {
  // An address for metrics needs a token.
  const environment = { metricsToken: 'a-token-of-the-venue', [name]: text };
  expect(settingsOf({ environment })[name]).toEqual(value);
});

describe('a bad value', () => {
  test.each(BAD)('%s refuses %j and says what it accepts', (name, text, accepted) => {
    const result = resolve({ environment: { [name]: text } });
    expect(result).toMatchObject({ ok: false, setting: name });
    expect(messageOf(result)).toMatch(accepted);
    expect(messageOf(result)).toMatch(new RegExp(`^${SETTINGS[name].env} must be `));
    expect(messageOf(result)).not.toMatch(/undefined|[{}]/);
  });

  test.each(BAD.filter(([name]) => SETTINGS[name].flag))(
    '%s refuses %j under the flag’s name where it came from a flag',
    (name, text, accepted) => {
      const result = resolve({ flags: { [name]: text } });
      expect(messageOf(result)).toMatch(accepted);
      expect(messageOf(result).startsWith(`--${SETTINGS[name].flag} must be `)).toBe(true);
    },
  );

  test.each(BAD)('%s refuses %j in one line', (name, text) => {
    expect(messageOf(resolve({ environment: { [name]: text } }))).not.toMatch(/\p{Cc}/u);
  });

  test.each([
    { baseUrl: 'cat_secret' },
    { baseUrl: 'https://user:cat_secret@confera.example' },
    { mode: 'cat_secret' },
  ])('%j is not repeated: it may be a key in the wrong place', (environment) => {
    expect(messageOf(resolve({ environment }))).not.toContain('cat_secret');
  });

  test('of the key or the PIN is never shown', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('apiKey', 'staffPin', 'stewardPin', 'metricsToken'),
        fc.constantFrom('environment', 'saved'),
        (secret, name, source) => {
          const message = messageOf(resolve({ [source]: { [name]: `cat ${secret}` } }));
          expect(message).toMatch(/ must be /);
          expect(message).not.toContain(secret);
        },
      ),
    );
  });

  test('of another setting does not show the key or the PIN', () => {
    for (const [name, text] of BAD.filter(([name]) => name !== 'apiKey' && name !== 'staffPin')) {
      const environment = { apiKey: 'cat_abc123', staffPin: '987654', [name]: text };
      expect(messageOf(resolve({ environment }))).not.toMatch(/cat_abc123|987654/);
    }
  });
});

test('stewards and supervisors need different PINs, and neither is repeated', () => {
  const resolved = resolve({ environment: { staffPin: '987654', stewardPin: '987654' } });
  expect(resolved).toMatchObject({ setting: 'stewardPin', why: 'same-pin' });
  expect(messageOf(resolved)).toMatch(/different PINs.*KIOSK_STEWARD_PIN/);
  expect(messageOf(resolved)).not.toContain('987654');
});

test('an address for metrics needs a token; a token alone opens nothing', () => {
  const resolved = resolve({ flags: { metricsAddress: '127.0.0.1:9464' } });
  expect(messageOf(resolved)).toBe(
    'KIOSK_METRICS_TOKEN is missing: it must be 16 to 512 printable characters without spaces',
  );
  expect(
    settingsOf({ environment: { metricsToken: '0123456789abcdef' } }).metricsAddress,
  ).toBeNull();
});

test.each<SettingName>(['baseUrl', 'apiKey'])('a missing %s is called by its name', (name) => {
  const message = settingSentence(IN_ENGLISH, missing(name));
  expect(message).toContain(SETTINGS[name].env);
  expect(message).toContain(acceptedBy(IN_ENGLISH, name));
});

test('no text, wherever it stands, makes the settings throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAMES),
      fc.constantFrom('flags', 'environment', 'saved'),
      fc.string({ unit: 'binary' }),
      (name, source, text) => {
        expect(() => resolve({ [source]: { [name]: text } })).not.toThrow();
      },
    ),
    { numRuns: 300 },
  );
});
