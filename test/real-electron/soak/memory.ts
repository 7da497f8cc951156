import { percentile } from '../../bench/measurement.ts';
import { type AppProcess, memoryOf } from '../fixtures/kiosk-processes.ts';

/** What the kiosk's processes of each kind had together, in KiB, so many minutes after the start. */
export type MemorySample = { minute: number; kib: Record<string, number> };

/** The name under which a sample has all kinds together. */
export const ALL = 'all';

export function sampleMemory(processes: readonly AppProcess[], minute: number): MemorySample {
  const kib: Record<string, number> = { [ALL]: 0 };
  for (const { id, kind } of processes) {
    const memory = memoryOf(id) ?? 0;
    kib[kind] = (kib[kind] ?? 0) + memory;
    kib[ALL] = (kib[ALL] ?? 0) + memory;
  }
  return { minute, kib };
}

export type Growth = { kind: string; before: number; after: number; ratio: number };

/** Memory goes up and down by a quarter while a camera's frames come in and are cleared away. */
const MEDIAN_OVER_MINUTES = 2;

/** How much each kind of process has grown from `minute` to the end, by the median of the samples before each, in KiB. */
export function growthSince(samples: readonly MemorySample[], minute: number): Growth[] {
  const end = samples.at(-1)?.minute ?? 0;
  const kinds = [...new Set(samples.flatMap(({ kib }) => Object.keys(kib)))].toSorted();
  return kinds.map((kind) => {
    const [before, after] = [minute, end].map((to) => {
      const within = samples.filter(
        (each) => each.minute > to - MEDIAN_OVER_MINUTES && each.minute <= to,
      );
      return percentile(
        within.map(({ kib }) => kib[kind] ?? 0),
        0.5,
      );
    }) as [number, number];
    return { kind, before, after, ratio: after / before };
  });
}
