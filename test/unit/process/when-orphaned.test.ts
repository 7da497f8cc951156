import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../../e2e/fixtures/until.ts';

const MODULE = path.resolve(import.meta.dirname, '../../../electron/process/when-orphaned.ts');

/** What the command does; should it hear of nothing, it still ends. */
const COMMAND = `
  const { whenOrphaned } = await import(${JSON.stringify(MODULE)});
  const life = setTimeout(() => {}, 30_000);
  whenOrphaned(() => { console.log('orphaned'); clearTimeout(life); });
  console.log('ready');
`;

test('a command of npm’s hears of it when npm’s shell ends without it', async ({ skip }) => {
  skip(process.platform === 'win32', 'Windows tells nobody that a parent has ended');
  // The shell has more to do afterwards, so that it can't make itself the command.
  const shell = spawn(
    'sh',
    ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, COMMAND],
    {
      env: { PATH: process.env.PATH, npm_lifecycle_event: 'demo' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let said = '';
  shell.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await until(() => expect(said).toContain('ready'));
  shell.kill('SIGTERM');
  await until(() => expect(said).toContain('orphaned'));
});
