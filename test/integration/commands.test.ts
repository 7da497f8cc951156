import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const COMMANDS = Object.keys(scripts).filter((name) => scripts[`pre${name}`]);

/** Runs what package.json has for a command, without the set-up before it. */
function run(name: string, ...args: string[]) {
  const [, ...words] = (scripts[name] ?? '').split(' ');
  return spawnSync(process.execPath, [...words, ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe.each(COMMANDS)('npm run %s', (name) => {
  test('--help says what it does and which flags it takes, and does nothing', () => {
    const { status, stdout, stderr } = run(name, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('--help');
    expect(stdout.split('\n').length).toBeGreaterThan(4);
  });

  test('refuses a flag that it does not know in one line, with exit code 2', () => {
    const { status, stdout, stderr } = run(name, '--no-such-flag');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Unknown flag --no-such-flag; accepted: [^\n]*--help[^\n]*\n$/);
  });
});
