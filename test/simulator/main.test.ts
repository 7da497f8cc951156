import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call, scanBadge } from './client.ts';
import { startSimulator } from './simulator.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** Resolves with the first line on stdout. */
  readonly firstLine: Promise<string>;
  /** Resolves with the exit code, once all output is in. */
  readonly ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
    });
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => ({ stdout, stderr }), firstLine, ended };
}

describe('npm run simulator', () => {
  // Windows has no signals to catch: there a kill is the end.
  test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address, answers, and ends cleanly on %s',
    async (signal) => {
      const { child, firstLine, ended, output } = run('--port', '0');
      const line = await firstLine;
      expect(line).toMatch(/^confera http:\/\/127\.0\.0\.1:\d+$/);
      const url = line.slice('confera '.length);
      expect((await call({ url }, '/api/public/v1/health')).status).toBe(200);
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(output().stdout).toBe(`${line}\n`);
      expect(output().stderr).toContain(`${url}/badges`);
    },
  );

  test('--no-replay answers a repeat as a duplicate', async () => {
    const { firstLine } = run('--port', '0', '--no-replay');
    const url = (await firstLine).slice('confera '.length);
    const statuses = [];
    for (let n = 0; n < 2; n += 1) {
      statuses.push((await scanBadge({ url }, 'BADGE-1', { idempotencyKey: 'k1' })).status);
    }
    expect(statuses).toEqual([200, 409]);
  });

  test('--help tells the options', async () => {
    const { ended, output } = run('--help');
    expect(await ended).toBe(0);
    expect(output().stdout).toContain('--no-replay');
  });

  test('a bad option is refused in one line', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--port', 'x'], /--port must be/],
      [['--port', '65536'], /--port must be/],
      [['--colour'], /--colour/],
      [['extra'], /extra/],
    ];
    const runs = cases.map(([args, reason]) => ({ reason, ...run(...args) }));
    for (const { reason, ended, output } of runs) {
      expect(await ended).toBe(2);
      expect(output().stderr).toMatch(reason);
      expect(output().stderr).toMatch(/^[^\n]+\n$/);
      expect(output().stdout).toBe('');
    }
  });

  test('a port in use is told in one line', async () => {
    const other = await startSimulator();
    onTestFinished(() => other.close());
    const { ended, output } = run('--port', new URL(other.url).port);
    expect(await ended).toBe(2);
    expect(output().stderr).toMatch(/^[^\n]*port \d+ is in use[^\n]*\n$/);
  });
});
