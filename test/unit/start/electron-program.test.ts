import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runElectron } from '../../../electron/start/electron-program.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test.skipIf(process.platform === 'win32')(
  'an app that is killed comes back, and its own end ends the command',
  async () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'out/main'), { recursive: true });
    const starts = path.join(root, 'starts');
    writeFileSync(
      path.join(root, 'out/main/index.cjs'),
      `const fs = require('node:fs');
fs.appendFileSync(${JSON.stringify(starts)}, 'x');
if (fs.readFileSync(${JSON.stringify(starts)}, 'utf8') === 'x') process.kill(process.pid, 'SIGKILL');
process.exitCode = 4;
`,
    );
    const given = { program: process.execPath, root, args: [], env: {}, environment: {} };
    expect(await runElectron(given)).toBe(4);
    expect(readFileSync(starts, 'utf8')).toBe('xx');
  },
);
