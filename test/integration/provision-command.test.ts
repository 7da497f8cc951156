import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readCode } from '../../electron/provisioning/code-text.ts';
import { openCode } from '../../electron/provisioning/seal.ts';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import { until } from '../e2e/fixtures/until.ts';
import { startGateOnTerminal, whyNoTerminal } from '../fixtures/pseudo-terminal.ts';
import { runGateOver } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { cheapCode, PASSPHRASE } from '../unit/provisioning/a-code.ts';

const MAIN = path.resolve(import.meta.dirname, '../../build/provision.ts');
const COMMAND = [process.execPath, '--disable-warning=ExperimentalWarning', MAIN];
const ADDRESS = 'https://confera.example';
const KEYS = ['cat_live_sheet_north', 'cat_live_sheet_south'] as const;
const DAY_MS = 86_400_000;

/** Runs the command in a folder of its own, without a terminal. */
function provision(folder: string, args: string[], env: Record<string, string> = {}) {
  const [program = '', ...words] = COMMAND;
  return spawnSync(program, [...words, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, KIOSK_PASSPHRASE: PASSPHRASE, ...env },
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
  });
}

/** Opens every code of a sheet. */
async function contentsOf(sheet: string, passphrase = PASSPHRASE) {
  const html = readFileSync(sheet, 'utf8');
  const codes = [...html.matchAll(/data-code="([^"]*)"/g)].map(([, code]) => code ?? '');
  return Promise.all(
    codes.map(async (code) => {
      const read = readCode(code);
      const opened = read.ok ? await openCode(read.code, passphrase, Date.now()) : read;
      if (!opened.ok) throw new Error(opened.problem);
      return opened.contents;
    }),
  );
}

describe('npm run provision', () => {
  test('makes a sheet of a table that only its user may read, with the keys inside the codes alone', async () => {
    const folder = temporaryFolder();
    const table = `location,purpose,key,zone\nNorth,gate,${KEYS[0]},\n"South, left",laptop,${KEYS[1]},Asia/Karachi\n`;
    writeFileSync(path.join(folder, 'devices.csv'), table);
    const args = ['--csv', 'devices.csv', '--out', 'sheet.html', '--time-zone', 'Europe/Berlin'];
    args.push('--language', 'ur');
    const made = provision(folder, [...args, '--expires', '2'], {
      CONFERA_BASE_URL: `${ADDRESS}/`,
    });
    expect(made).toMatchObject({ status: 0, stdout: '' });
    expect(made.stderr).toMatch(/sheet\.html: 2 codes on sheet [A-Z]{8}, valid for 2 days\./);
    expect(made.stderr).toMatch(/^The codes lead to https:\/\/confera\.example\.$/m);
    const sheet = path.join(folder, 'sheet.html');
    expect(statSync(sheet).mode & 0o777).toBe(0o600);
    expect(readFileSync(sheet, 'utf8')).toContain('<html lang="ur" dir="rtl">');
    for (const key of KEYS) expect(filesWith(folder, key)).toEqual(['devices.csv']);
    expect(filesWith(folder, PASSPHRASE)).toEqual([]);
    const contents = await contentsOf(sheet);
    expect(contents).toMatchObject([
      { address: ADDRESS, key: KEYS[0], location: 'North', timeZone: 'Europe/Berlin' },
      { address: ADDRESS, key: KEYS[1], location: 'South, left', timeZone: 'Asia/Karachi' },
    ]);
    const days = (contents[0]?.expiresAt ?? 0) - Date.now();
    expect(days).toBeGreaterThan(1.9 * DAY_MS);
    expect(days).toBeLessThanOrEqual(2 * DAY_MS);

    // It is there now, and stays unless somebody says otherwise.
    const again = [...args, '--address', ADDRESS];
    const before = readFileSync(sheet, 'utf8');
    expect(provision(folder, again)).toMatchObject({ status: 2, stdout: '' });
    expect(readFileSync(sheet, 'utf8')).toBe(before);
    chmodSync(sheet, 0o644);
    expect(provision(folder, [...again, '--overwrite'])).toMatchObject({ status: 0 });
    expect(readFileSync(sheet, 'utf8')).not.toBe(before);
    expect(statSync(sheet).mode & 0o777).toBe(0o600);
  });

  test('tells where the codes lead, as long as the address can still be put right', async () => {
    const folder = temporaryFolder();
    const one = ['--location', 'A', '--purpose', 'gate', '--time-zone', 'Europe/Berlin'];
    const env = { CONFERA_API_KEY: KEYS[0] };
    const bare = provision(folder, [...one, '--address', '127.0.0.1:4711'], env);
    expect(bare).toMatchObject({ status: 0 });
    expect(bare.stderr).toMatch(
      /^The codes lead to https:\/\/127\.0\.0\.1:4711, because an address without http:\/\/ before it counts as https:\/\/\.$/m,
    );
    const whole = [...one, '--address', 'http://127.0.0.1:4711', '--overwrite'];
    expect(provision(folder, whole, env).stderr).toMatch(
      /^The codes lead to http:\/\/127\.0\.0\.1:4711\.$/m,
    );
    expect(await contentsOf(path.join(folder, 'provisioning.html'))).toMatchObject([
      { address: 'http://127.0.0.1:4711' },
    ]);
  });

  test('blames no line of the table for a bad flag', () => {
    const folder = temporaryFolder();
    const table = `location,purpose,key\nNorth,gate,${KEYS[0]}\nSouth,gate,${KEYS[1]}\n`;
    writeFileSync(path.join(folder, 'devices.csv'), table);
    const args = ['--csv', 'devices.csv', '--address', ADDRESS, '--time-zone', 'Berlin'];
    const { status, stderr } = provision(folder, args);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: '--time-zone must be an IANA time zone such as Asia/Karachi\n',
    });
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['no device', [], {}, /^Give --csv FILE, or --location/],
    ['a table that isn’t there', ['--csv', 'none.csv'], {}, /^none\.csv can't be read \(ENOENT\)/],
    [
      'no address',
      ['--location', 'A', '--purpose', 'gate'],
      {},
      /^--address or CONFERA_BASE_URL is missing/,
    ],
    [
      'another purpose',
      ['--location', 'A', '--purpose', 'roof', '--address', ADDRESS],
      {},
      /^--purpose must be self-service, gate or laptop$/m,
    ],
    [
      'another language',
      ['--location', 'A', '--purpose', 'gate', '--address', ADDRESS, '--language', 'xx'],
      {},
      /^--language must be one of en, ur,/,
    ],
    [
      'no key and no terminal',
      ['--location', 'A', '--purpose', 'gate', '--address', ADDRESS],
      {},
      /^Set CONFERA_API_KEY, or run this at a terminal/,
    ],
    [
      'no passphrase and no terminal',
      ['--location', 'A', '--purpose', 'gate', '--address', ADDRESS],
      { CONFERA_API_KEY: KEYS[0], KIOSK_PASSPHRASE: '' },
      /^Set KIOSK_PASSPHRASE, or run this at a terminal/,
    ],
    [
      'a weak passphrase',
      ['--location', 'A', '--purpose', 'gate', '--address', ADDRESS],
      { CONFERA_API_KEY: KEYS[0], KIOSK_PASSPHRASE: 'short' },
      /^KIOSK_PASSPHRASE: The passphrase must have at least 8 characters/,
    ],
  ])('ends with 2 and one line for %s', (_, args, env, why) => {
    const folder = temporaryFolder();
    const { status, stdout, stderr } = provision(folder, args, env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(why);
    expect(stderr.trim()).not.toContain('\n');
    expect(stderr).not.toMatch(/cat_live|short$/);
  });

  test('asks at a terminal for the key, and twice for the passphrase, and shows neither', async ({
    skip,
  }) => {
    const why = whyNoTerminal();
    if (why) skip(why);
    const folder = temporaryFolder();
    const sheet = path.join(folder, 'sheet.html');
    const flags = [
      '--location',
      'North',
      '--purpose',
      'gate',
      '--address',
      ADDRESS,
      '--out',
      sheet,
    ];
    const terminal = await startGateOnTerminal({}, { command: COMMAND, args: flags });
    const shows = (text: string, times = 1) =>
      until(async () => expect(terminal.shown().split(text)).toHaveLength(times + 1));
    const ask = 'Passphrase for these codes';
    await shows('The device');
    await terminal.scan(`x\u007f${KEYS[0]}\r`);
    await shows(ask);
    await terminal.scan('short\r');
    await shows('at least 8 characters');
    await shows(ask, 2);
    await terminal.scan(`nonsense\u0015${PASSPHRASE}\r`);
    await shows('The same once more');
    await terminal.scan('something else\r');
    await shows(ask, 3);
    await terminal.scan(`${PASSPHRASE}\r`);
    await shows('The same once more', 2);
    await terminal.scan(`${PASSPHRASE}\r`);
    expect(await terminal.ended()).toEqual({ is: 'ended', code: 0, restored: true });
    expect(terminal.shown()).not.toMatch(/cat_live|correct horse|something else/);
    expect(await contentsOf(sheet)).toMatchObject([{ key: KEYS[0], location: 'North' }]);
  });
});

test('at the gate a code is unreadable, and nothing of it is sent or written', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const dataDir = temporaryFolder();
  const code = await cheapCode();
  const { code: status, events } = await runGateOver(`${code}\n${code.toLowerCase()}\n`, {
    env: {
      CONFERA_BASE_URL: simulator.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: dataDir,
    },
  });
  expect(status).toBe(0);
  const refused = { outcome: 'unreadable', reason: 'control-characters', scanId: null };
  expect(events.filter(({ event }) => event === 'scan')).toMatchObject([refused, refused]);
  expect(simulator.journal().filter(({ kind }) => kind !== 'read')).toEqual([]);
  for (const part of [code, code.toLowerCase()]) {
    expect(filesWith(dataDir, part.slice(0, 20))).toEqual([]);
  }
});
