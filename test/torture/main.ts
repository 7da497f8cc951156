// `npm run torture`: the result is one JSON line on stdout; progress goes to stderr.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { EXIT } from '../../electron/process/exit-codes.ts';
import { whyNoNamespaces } from '../fixtures/namespaces.ts';
import { runKills } from './kill.ts';
import { runModel } from './model.ts';
import { HELP, readOptions, type TortureOptions } from './options.ts';
import type { Violation } from './promises.ts';
import { runRotation } from './rotate.ts';
import { runSoak } from './soak.ts';
import { runVenue } from './venue.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

function run({ test, count, seed, nodes }: TortureOptions, folder: string) {
  switch (test) {
    case 'kill':
      return runKills({ seed, kills: count, dataDir: folder, say });
    case 'model':
      return runModel({ seed, runs: count, say });
    case 'rotate':
      return runRotation({ seed, scans: count, say });
    case 'soak':
      return runSoak({ seed, scans: count, folder, say });
    case 'venue':
      return runVenue({ seed, codes: count, nodes, say });
  }
}

async function main(): Promise<number> {
  let options: TortureOptions | 'help';
  try {
    options = readOptions(process.argv.slice(2), Date.now() % 1_000_000_000);
  } catch (error) {
    if (!(error instanceof BadSettingError)) throw error;
    say(error.message);
    return EXIT.badSetting;
  }
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const { test, seed, nodes, keep } = options;
  const whyNot = nodes === 3 ? whyNoNamespaces() : null;
  if (whyNot !== null) {
    say(`--nodes 3: ${whyNot}`);
    return EXIT.unavailable;
  }
  say(`${test}, seed ${seed}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-torture-'));
  try {
    const report: { violations: Violation[] } = await run(options, folder);
    process.stdout.write(`${JSON.stringify({ test, ...report })}\n`);
    return report.violations.length === 0 ? 0 : 1;
  } finally {
    if (keep) say(`data folder ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
