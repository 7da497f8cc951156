import { describe, expect, test } from 'vitest';
import { BadSettingError } from '../../../electron/core/system/bad-setting.ts';
import { readGateOptions } from '../../../electron/gate/options.ts';
import type { Settings } from '../../../shared/settings/settings.ts';

const KEY = 'cat_do_not_show';

const given = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  CONFERA_BASE_URL: 'https://confera.example',
  CONFERA_API_KEY: KEY,
  ...more,
});

function read(args: string[], env = given()) {
  const options = readGateOptions(args, env);
  if (options === 'help') throw new Error('help was asked for');
  return options;
}

function refusal(args: string[], env = given()): string {
  try {
    readGateOptions(args, env);
  } catch (error) {
    expect(error).toBeInstanceOf(BadSettingError);
    return String((error as Error).message);
  }
  throw new Error('nothing was refused');
}

test('the environment alone is enough', () => {
  expect(read([])).toMatchObject({
    drainMs: 10_000,
    sendRejected: false,
    settings: { baseUrl: 'https://confera.example', apiKey: KEY, mode: 'auto' },
  });
});

describe('a flag', () => {
  test.each<[string, string, Partial<Settings>]>([
    ['--base-url', 'https://proxy.example/confera/', { baseUrl: 'https://proxy.example/confera' }],
    ['--location', 'gate-a', { location: 'gate-a' }],
    ['--device-id', 'gate-a-1', { deviceId: 'gate-a-1' }],
    ['--mode', 'attendance', { mode: 'attendance' }],
    ['--time-zone', 'Asia/Karachi', { timeZone: 'Asia/Karachi' }],
    ['--debounce-ms', '300', { debounceMs: 300 }],
    ['--timeout-ms', '1000', { timeoutMs: 1000 }],
    ['--sync-timeout-ms', '20000', { syncTimeoutMs: 20_000 }],
    ['--data-dir', '/srv/kiosk', { dataDir: '/srv/kiosk' }],
    ['--event-name', 'Summit', { eventName: 'Summit' }],
    ['--desk', 'the help point', { desk: 'the help point' }],
    ['--scanner-side', 'left', { scannerSide: 'left' }],
    ['--code-pattern', '^[0-9]+$', { codePattern: '^[0-9]+$' }],
    ['--camera', 'Webcam', { camera: 'Webcam' }],
    ['--code-formats', 'qr,aztec', { codeFormats: ['qr', 'aztec'] }],
    ['--camera-rest-minutes', '5', { cameraRestMinutes: 5 }],
  ])('%s sets what it names', (flag, value, expected) => {
    expect(read([flag, value]).settings).toMatchObject(expected);
    expect(read([`${flag}=${value}`]).settings).toMatchObject(expected);
  });

  test('wins over the environment', () => {
    const env = given({ KIOSK_LOCATION: 'gate-b', KIOSK_MODE: 'badge' });
    expect(read(['--location', 'gate-a'], env).settings).toMatchObject({
      location: 'gate-a',
      mode: 'badge',
    });
  });

  test('with an empty value counts as absent', () => {
    const env = given({ KIOSK_LOCATION: 'gate-b' });
    expect(read(['--location='], env).settings.location).toBe('gate-b');
    expect(read(['--drain-ms=']).drainMs).toBe(10_000);
  });

  test('with a bad value is named with what it accepts', () => {
    expect(refusal(['--mode', 'both'])).toBe('--mode must be auto, badge or attendance');
  });

  test('that is unknown is refused, with those that there are', () => {
    const message = refusal(['--gate', 'a']);
    expect(message).toContain('--location');
    expect(message).toContain('--drain-ms');
    expect(message).toContain('--send-rejected');
    expect(message).not.toContain('\n');
  });

  test('without its value is refused', () => {
    expect(refusal(['--location'])).toContain('--location');
    expect(refusal(['--location', '--mode', 'badge'])).toContain('--location');
  });

  test.each([{ args: ['gate-a'] }, { args: ['--location', 'gate-a', 'gate-b'] }])(
    'cannot be a bare word: $args',
    ({ args }) => {
      expect(refusal(args)).toContain('--location');
    },
  );
});

test.each([
  ['0', 0],
  ['250', 250],
  ['86400000', 86_400_000],
])('--drain-ms %s goes on sending for that long', (value, ms) => {
  expect(read(['--drain-ms', value]).drainMs).toBe(ms);
});

test.each(['-1', '1.5', '5s', 'soon', '1e3', '9'.repeat(12), ' 5'])(
  '--drain-ms refuses %j',
  (value) => {
    expect(refusal([`--drain-ms=${value}`])).toMatch(/^--drain-ms must be a whole number/);
  },
);

test('--send-rejected asks for just that', () => {
  expect(read(['--send-rejected']).sendRejected).toBe(true);
});

describe('help', () => {
  test.each(['--help', '-h'])('is given for %s, whatever else is missing', (flag) => {
    expect(readGateOptions([flag], {})).toBe('help');
  });
});

describe('what cannot be done without', () => {
  test.each(['CONFERA_BASE_URL', 'CONFERA_API_KEY'])('%s is called by its name', (name) => {
    for (const nothing of [undefined, '', ' ']) {
      const message = refusal([], given({ [name]: nothing }));
      expect(message).toMatch(new RegExp(`^${name} is missing`));
    }
  });

  test('may come from a flag where it is no secret', () => {
    const env = { CONFERA_API_KEY: KEY };
    expect(read(['--base-url', 'https://confera.example'], env).settings.baseUrl).toBe(
      'https://confera.example',
    );
  });
});

describe('the key', () => {
  test.each([
    { args: ['--api-key', KEY] },
    { args: [`--api-key=${KEY}`] },
    { args: ['--key', KEY] },
    { args: [`--apiKey=${KEY}`] },
    { args: [KEY] },
    { args: ['--location', 'gate-a', KEY] },
    { args: ['--', KEY] },
    { args: [`-k${KEY}`] },
  ])('is taken from no flag, and never repeated: $args', ({ args }) => {
    const message = refusal(args, { CONFERA_BASE_URL: 'https://confera.example' });
    expect(message).not.toContain(KEY);
  });

  test('is never repeated when it is bad', () => {
    expect(refusal([], given({ CONFERA_API_KEY: 'cat do_not_show' }))).not.toContain('do_not_show');
  });

  test('and the PIN are gone from the environment, also where a setting is bad', () => {
    for (const args of [[], ['--mode', 'both'], ['--nonsense'], ['--help']]) {
      const env = given({ KIOSK_STAFF_PIN: '1234', PATH: '/usr/bin' });
      try {
        readGateOptions(args, env);
      } catch (error) {
        expect(error).toBeInstanceOf(BadSettingError);
      }
      expect(env).toEqual({ CONFERA_BASE_URL: 'https://confera.example', PATH: '/usr/bin' });
    }
  });
});

describe('the data folder', () => {
  test('is the one that is named', () => {
    expect(read([], given({ KIOSK_DATA_DIR: '/srv/env' })).dataDir).toBe('/srv/env');
    const env = given({ KIOSK_DATA_DIR: '/srv/env' });
    expect(read(['--data-dir', '/srv/flag'], env).dataDir).toBe('/srv/flag');
  });

  test('is the platform’s own where none is named', () => {
    expect(read([], given({ XDG_CONFIG_HOME: '/srv', APPDATA: '/srv' })).dataDir).toMatch(
      /confera.kiosk$/i,
    );
  });
});
