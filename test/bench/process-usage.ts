import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const KIB_PER_MIB = 1024;

/** How much a process uses. Only Linux tells it. */
export type Usage = {
  /** The processor's time since its start, seconds. */
  cpuS: number;
  /** Its memory, MiB, with all that it shares with other processes. */
  rssMiB: number;
  /** The same, with its share of what it shares. */
  pssMiB: number;
};

/** How often the system counts processor time in a second. */
const TICKS = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout) || 100;

export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before may have spaces in it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(memory)?.[1]);
  return {
    cpuS: (user + system) / TICKS,
    rssMiB: kib('Rss') / KIB_PER_MIB,
    pssMiB: kib('Pss') / KIB_PER_MIB,
  };
}

/** What a process has used over a time. */
export type Used = {
  /** Of one processor, percent. */
  cpu: number;
  /** The most of each that was seen, MiB. */
  rssMiB: number;
  pssMiB: number;
  samples: number;
};

/** Looks at a process from now on, whenever `look` is called. */
export class UsageWatch {
  readonly #pid: number;
  readonly #from: Usage;
  readonly #beganAt = performance.now();
  #last: Usage;
  #rssMiB = 0;
  #pssMiB = 0;
  #samples = 0;

  constructor(pid: number) {
    this.#pid = pid;
    this.#from = usageOf(pid);
    this.#last = this.#from;
  }

  look(): void {
    this.#last = usageOf(this.#pid);
    this.#rssMiB = Math.max(this.#rssMiB, this.#last.rssMiB);
    this.#pssMiB = Math.max(this.#pssMiB, this.#last.pssMiB);
    this.#samples += 1;
  }

  /** What was used until now. */
  end(): Used {
    this.look();
    const seconds = (performance.now() - this.#beganAt) / 1000;
    return {
      cpu: (100 * (this.#last.cpuS - this.#from.cpuS)) / seconds,
      rssMiB: this.#rssMiB,
      pssMiB: this.#pssMiB,
      samples: this.#samples,
    };
  }
}
