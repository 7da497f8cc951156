// `npm run torture`: breaks the kiosk on purpose for as long as is wanted, and looks whether its promises hold.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runKills } from './kill.ts';

const HELP = `Breaks the kiosk on purpose, and looks whether its promises hold.

  npm run torture -- [--kills N] [--seed N]

  --kills N    a gate is killed N times in the middle of its work (default 200)
  --seed N     repeats the choices of an earlier run: codes, faults, moments. How they interleave is the operating
               system's; a failure may need a few runs to come again (default: drawn, and printed)
  --keep       keeps the data folder, and says where it is
  --help       show this

The result is one JSON line on standard output. Exit code: 0 all promises kept, 1 one was broken (the line names the
scans, by the end of their codes), 2 a bad flag.
`;

type Report = { seed: number; violations: readonly unknown[] };

const say = (line: string) => process.stderr.write(`${line}\n`);

type Flags = { seed: number; kills: number; keep: boolean; help: boolean };

/** @throws an error whose message is for the person who typed the flags */
function readFlags(args: string[]): Flags {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      kills: { type: 'string', default: '200' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return {
    seed: whole('--seed', values.seed ?? String(Date.now() % 1_000_000_000), 0, 2 ** 32 - 1),
    kills: whole('--kills', values.kills, 1, 100_000),
    keep: values.keep,
    help: values.help,
  };
}

function whole(flag: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new Error(`${flag} must be a whole number from ${from} to ${to}`);
  }
  return value;
}

async function run({ seed, kills, keep }: Flags): Promise<number> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-torture-'));
  say(`seed ${seed}`);
  try {
    return tell('kill', await runKills({ seed, kills, dataDir, say }));
  } finally {
    if (keep) say(`data folder ${dataDir}`);
    else rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One line for scripts; the exit code. */
function tell(test: string, report: Report): number {
  process.stdout.write(`${JSON.stringify({ test, ...report })}\n`);
  return report.violations.length === 0 ? 0 : 1;
}

let flags: Flags | null = null;
try {
  flags = readFlags(process.argv.slice(2));
} catch (error) {
  say(`torture: ${(error as Error).message.split(/\.\s|\n/)[0]}`);
  process.exitCode = 2;
}
if (flags?.help) process.stdout.write(HELP);
else if (flags) process.exitCode = await run(flags);
