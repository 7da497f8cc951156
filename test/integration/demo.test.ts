import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isProgram } from '../../electron/core/system/find-program.ts';
import { startKioskProcess } from '../e2e/drivers/kiosk-process.ts';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const MAIN = path.resolve(import.meta.dirname, '../../build/demo.ts');

/** Runs the demo to its end, which is not to come from a signal. */
function demo(args: string[], env: NodeJS.ProcessEnv = { PATH: process.env.PATH }) {
  const temporary = temporaryFolder();
  const started = execFile(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, '--no-open', ...args],
    { env: { HOME: temporary, TMPDIR: temporary, ...env }, timeout: 25_000 },
  );
  let [stdout, stderr] = ['', ''];
  started.stdout?.on('data', (text) => {
    stdout += text;
  });
  started.stderr?.on('data', (text) => {
    stderr += text;
  });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    started.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

test('gates that can’t be had are refused in one line with 2', async () => {
  const refused: [string[], RegExp][] = [
    [['--gates', '1'], /^--gates must be a whole number from 2 to 8, not "1"\n$/],
    [['--gates='], /^--gates must be a whole number from 2 to 8, not ""\n$/],
    [['--gates', '2', '--location', 'Hall'], /^--location is for a single kiosk: [^\n]*\n$/],
    [
      ['--gates', '3', '--port', '65534'],
      /^--port must be a whole number from 0 to 65533, [^\n]*\n$/,
    ],
  ];
  const ended = await Promise.all(refused.map(([args]) => demo(args)));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(refused[index]?.[1] ?? '');
  }
});

test('a demo that opens no window says how to open the kiosk', async () => {
  const running = startKioskProcess([MAIN, '--no-open'], { TMPDIR: temporaryFolder() });
  onTestFinished(async () => void (await running.close()));
  const url = (await running.line('kiosk ')).slice('kiosk '.length);
  const way = `Open the kiosk in a browser on this machine: ${url}\n`;
  await until(async () => expect(running.stderr()).toContain(way));
});

test('without a nats-server the demo of gates ends with 6, and says what to do', async ({
  skip,
}) => {
  skip(isProgram('/usr/sbin/nats-server'), 'a nats-server is installed here');
  const empty = temporaryFolder();
  const { code, stdout, stderr } = await demo(['--gates', '2'], { PATH: empty });
  expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
  expect(stderr.trim().split('\n').at(-1)).toMatch(/^There is no nats-server here\. Download /);
});
