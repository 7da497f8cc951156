import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runElectron } from '../../../electron/start/electron-program.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** An app that does at each start what its script says, which knows how often it has been started as `times`. */
function makeApp(script: string) {
  const root = temporaryFolder();
  mkdirSync(path.join(root, 'out/main'), { recursive: true });
  const starts = path.join(root, 'starts');
  writeFileSync(
    path.join(root, 'out/main/index.cjs'),
    `const fs = require('node:fs');
fs.appendFileSync(${JSON.stringify(starts)}, 'x');
const times = fs.readFileSync(${JSON.stringify(starts)}, 'utf8').length;
${script}
`,
  );
  return {
    given: { program: process.execPath, root, args: [], env: {}, environment: {} },
    starts: () => readFileSync(starts, 'utf8').length,
  };
}

test.skipIf(process.platform === 'win32')(
  'an app that is killed or loses its display comes back, and staff’s leaving ends the command',
  async () => {
    const { given, starts } = makeApp(`
if (times === 1) process.kill(process.pid, 'SIGKILL');
process.exitCode = times === 2 ? 0 : 7;
`);
    expect(await runElectron(given)).toBe(7);
    expect(starts()).toBe(3);
  },
);

test.skipIf(process.platform === 'win32')(
  'a signal ends the command while it waits to start the app again',
  async () => {
    const { given, starts } = makeApp('process.exitCode = 133;');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    const ended = runElectron(given);
    const line = 'The app ended by 133. It is started again in 1 s.\n';
    await until(() => expect(said).toHaveBeenCalledWith(line));
    process.emit('SIGTERM');
    expect(await ended).toBe(133);
    expect(starts()).toBe(1);
  },
);

test.skipIf(process.platform !== 'linux')(
  'the app is told to use X11 before its script, where Electron looks for it',
  async () => {
    const folder = temporaryFolder();
    const program = path.join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\necho "$@" > "$0.args"\nexit 7\n', { mode: 0o755 });
    const env = { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' };
    const args = ['--location=gate'];
    await runElectron({ program, root: folder, args, env, environment: {} });
    expect(readFileSync(`${program}.args`, 'utf8')).toBe(
      `--ozone-platform=x11 ${folder}/out/main/index.cjs --location=gate\n`,
    );
  },
);
