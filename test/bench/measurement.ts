/** One line of `npm run bench`: a value beside what it is compared with, or beside the goal for it. */
export type Measurement = Compared | Aimed;

type Measured = {
  name: string;
  value: number;
  unit: string;
  /** The number of samples. */
  n: number;
};

/** A value and what it is compared with, in the same unit. Both are measured in the same run. */
type Compared = Measured & { baseline: number; ratio: number };

/** A value that should stay below a goal. */
type Aimed = Measured & { goal: number; met: boolean };

/** The smallest sample that a `share` (0 to 1) of all samples don't exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function measurement(given: Omit<Compared, 'ratio'>): Measurement {
  const { value, baseline } = given;
  return {
    ...given,
    value: rounded(value),
    baseline: rounded(baseline),
    ratio: rounded(value / baseline),
  };
}

/** A value beside its goal. The value must not exceed it, and one that could not be measured doesn't meet it. */
export function aimed(given: Omit<Aimed, 'met'>): Measurement {
  const { value, goal } = given;
  return { ...given, value: rounded(value), met: value <= goal };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
