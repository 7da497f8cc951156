import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../simulator/simulator.ts';

const room = path.resolve(import.meta.dirname, '../../electron/core/confera');
const run = promisify(execFile);

/** The examples of the README, each below the name of the file that holds it. */
function examples(): Map<string, string> {
  const readme = readFileSync(path.join(room, 'README.md'), 'utf8');
  const found = readme.matchAll(/<!-- (examples\/\S+) -->\n```ts\n(.*?)```/gs);
  return new Map(Array.from(found, ([, file = '', code = '']) => [file, code]));
}

test('every example of the README is a file', () => {
  expect(examples().size).toBe(3);
  for (const [file, code] of examples())
    expect(readFileSync(path.join(room, file), 'utf8')).toBe(code);
});

/** Runs an example against a simulator of its own, and gives the lines that it printed and the exit codes that aren't 0. */
async function output(file: string, ...runs: string[][]) {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const env = { CONFERA_BASE_URL: simulator.url, CONFERA_API_KEY: 'cat_demo_all' };
  const lines: string[] = [];
  for (const words of runs) {
    const ended = run(process.execPath, [path.join(room, file), ...words], { env });
    const { stdout, stderr, code = 0 } = await ended.catch((failure) => failure);
    lines.push(...`${stdout}${stderr}`.trim().split('\n'));
    if (code !== 0) lines.push(`exit code ${code}`);
  }
  return { lines, requests: simulator.journal().length };
}

test('the example of a check-in', async () => {
  const { lines } = await output('examples/check-in.ts', [], [], ['BADGE-UNKNOWN']);
  expect(lines).toEqual([
    'checked in',
    'already checked in',
    expect.stringMatching(/^not checked in: notFound, status 404: \S/),
    'exit code 1',
  ]);
});

test('the example of a programme', async () => {
  const { lines, requests } = await output('examples/programme.ts', []);
  expect(lines[0]).toMatch(/Conference/);
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\S+: \S.* \(\S.*\)$/);
  expect(lines.join()).not.toContain('undefined');
  expect(requests).toBe(2);
});

test('the example of a cache asks once', async () => {
  const { lines, requests } = await output('examples/kept-answers.ts', []);
  expect(new Set(lines).size).toBe(1);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^[1-9]\d* rooms$/);
  expect(requests).toBe(1);
});
