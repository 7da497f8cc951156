import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { HELP_FLAG, readFlags, wholeNumber } from '../../electron/process/flags.ts';

export const HELP = `Breaks the kiosk on purpose and checks that it keeps its promises.

  npm run torture -- [--kills N]           kills a gate N times in the middle of its scans (default 200)
  npm run torture -- --model [--runs N]    plays N random evenings of scans, faults, leaps in time, restarts and power
                                           cuts against a simple model, and shortens one that fails (default 1000)
  npm run torture -- --soak [--scans N]    compresses an hour at an entrance with N scans, twelve outages, two changes
                                           of the key and a midnight (default 20000)
  npm run torture -- --rotate [--scans N]  makes N scans at full speed while Confera fails, and changes the key in the
                                           middle of them (default 5000)
  npm run torture -- --venue [--codes N]   shows N badges at several of twenty gates at once without internet, while
                                           the hub is killed, frozen and emptied, and gates start again (default 10000)
  npm run torture -- --venue --nodes 3     the same with a hub of three nodes, each on a machine of its own: nodes are
                                           killed, frozen, cut off and emptied, the leader is kept apart from the
                                           others, answers are lost. It takes root on Linux (network namespaces)

  --seed N    repeats the choices of an earlier run: codes, faults, moments. The operating system still decides how
              they interleave, so a failure may need a few runs to come back (default: drawn, and printed)
  --keep      keeps the data folder, and says where it is
  --help      show this

With its default, each of these takes between one and five minutes on two cores. Progress goes to standard error, and the
result is one JSON line on standard output. Exit code: 0 all promises were kept, 1 one was broken (the line names it, and
the scan by its id and the end of its code), 2 a bad flag, 6 the machines of three nodes can't be made here.
`;

export type TortureOptions = {
  test: 'kill' | 'model' | 'soak' | 'rotate' | 'venue';
  /** The number of kills, evenings, scans or badges. */
  count: number;
  seed: number;
  /** The number of nodes that a venue's hub has. */
  nodes: 1 | 3;
  keep: boolean;
};

const COUNTED = {
  kill: { flag: 'kills', by: 200 },
  model: { flag: 'runs', by: 1000 },
  soak: { flag: 'scans', by: 20_000 },
  rotate: { flag: 'scans', by: 5000 },
  venue: { flag: 'codes', by: 10_000 },
} as const;

const FLAGS = {
  model: { type: 'boolean' },
  soak: { type: 'boolean' },
  rotate: { type: 'boolean' },
  venue: { type: 'boolean' },
  kills: { type: 'string' },
  runs: { type: 'string' },
  scans: { type: 'string' },
  codes: { type: 'string' },
  nodes: { type: 'string' },
  seed: { type: 'string' },
  keep: { type: 'boolean' },
  ...HELP_FLAG,
} as const;

/**
 * Reads the command line.
 *
 * @param drawn the seed if none is given
 * @throws BadSettingError
 */
export function readOptions(args: string[], drawn: number): TortureOptions | 'help' {
  const { values } = readFlags(args, FLAGS);
  if (values.help) return 'help';
  const chosen = (['model', 'soak', 'rotate', 'venue'] as const).filter((test) => values[test]);
  if (chosen.length > 1) {
    const named = chosen.map((test) => `--${test}`).join(' and ');
    throw new BadSettingError(`${named} are different tests: choose one`);
  }
  const test = chosen[0] ?? 'kill';
  for (const [other, { flag }] of Object.entries(COUNTED)) {
    if (flag !== COUNTED[test].flag && values[flag] !== undefined) {
      throw new BadSettingError(
        `--${flag} is for another test: ${other === 'kill' ? 'leave out' : 'add'} --${other === 'kill' ? test : other}`,
      );
    }
  }
  if (values.nodes !== undefined && test !== 'venue') {
    throw new BadSettingError('--nodes is for another test: add --venue');
  }
  const { flag, by } = COUNTED[test];
  return {
    test,
    count: wholeNumber(`--${flag}`, values[flag], { min: 1, max: 10_000_000, fallback: by }),
    seed: wholeNumber('--seed', values.seed, { max: 2 ** 31 - 1, fallback: drawn }),
    nodes: readNodes(values.nodes),
    keep: values.keep === true,
  };
}

function readNodes(given = '1'): 1 | 3 {
  if (given === '1') return 1;
  if (given === '3') return 3;
  throw new BadSettingError(`--nodes must be 1 or 3, not ${JSON.stringify(given)}`);
}
