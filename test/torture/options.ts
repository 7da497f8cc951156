import { parseArgs } from 'node:util';

export const HELP = `Breaks the kiosk on purpose, and looks whether its promises hold.

  npm run torture -- [--kills N]           a gate is killed N times in the middle of its scans (default 200)
  npm run torture -- --model [--runs N]    N random evenings of scans, faults, leaps in time, restarts and power cuts
                                           against a simple model; one that fails is made short (default 1000)
  npm run torture -- --soak [--scans N]    an hour at an entrance with N scans, twelve outages, two changes of the key
                                           and a midnight, compressed (default 20000)

  --seed N    repeats the choices of an earlier run: codes, faults, moments. How they interleave is the operating
              system's; what failed may need a few runs to fail again (default: drawn, and printed)
  --keep      keeps the data folder, and says where it is
  --help      show this

The result is one JSON line on standard output. Exit code: 0 all promises kept, 1 one was broken (the line names it,
and the scan by its id and the end of its code), 2 a bad flag.
`;

export type TortureOptions = {
  test: 'kill' | 'model' | 'soak';
  /** Kills, evenings or scans. */
  count: number;
  seed: number;
  keep: boolean;
};

const COUNTED = {
  kill: { flag: 'kills', by: 200 },
  model: { flag: 'runs', by: 1000 },
  soak: { flag: 'scans', by: 20_000 },
} as const;

/**
 * Reads the command line.
 *
 * @param drawn the seed where none is given
 * @throws an error whose message is for the person who typed it
 */
export function readOptions(args: string[], drawn: number): TortureOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'boolean', default: false },
      soak: { type: 'boolean', default: false },
      kills: { type: 'string' },
      runs: { type: 'string' },
      scans: { type: 'string' },
      seed: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.model && values.soak) throw new Error('--model and --soak are two tests: choose one');
  const test = values.model ? 'model' : values.soak ? 'soak' : 'kill';
  for (const [other, { flag }] of Object.entries(COUNTED)) {
    if (other !== test && values[flag] !== undefined) {
      throw new Error(
        `--${flag} is for another test: ${other === 'kill' ? 'leave out' : 'add'} --${other === 'kill' ? test : other}`,
      );
    }
  }
  const { flag, by } = COUNTED[test];
  return {
    test,
    count: whole(`--${flag}`, values[flag] ?? String(by), 1, 10_000_000),
    seed: whole('--seed', values.seed ?? String(drawn), 0, 2 ** 31 - 1),
    keep: values.keep,
  };
}

function whole(flag: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new Error(`${flag} must be a whole number from ${from} to ${to}`);
  }
  return value;
}
