/** One line of `npm run bench`. The value and what it is compared with are measured in the same run. */
export type Measurement = {
  name: string;
  value: number;
  unit: string;
  /** What the value is compared with, in the same unit. */
  baseline: number;
  ratio: number;
  /** The number of samples. */
  n: number;
};

/** The smallest sample that a `share` (0 to 1) of all samples don't exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function measurement(given: Omit<Measurement, 'ratio'>): Measurement {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const { value, baseline } = given;
  return {
    ...given,
    value: round(value),
    baseline: round(baseline),
    ratio: round(value / baseline),
  };
}
