import type { Core } from '../../core/core.ts';

/** How many of the latest measurements are kept of each kind. */
const KEPT = 1000;

/** Percentiles of the latest measurements, in milliseconds; null without any. */
export type Figures = { count: number; p50: number; p90: number; p99: number; max: number } | null;

/** How long people waited, and how long Confera took, lately. It is forgotten with the process. */
export class LastFigures {
  readonly #waits: number[] = [];
  readonly #answers: number[] = [];

  /** Follows a core until it ends. */
  follow(core: Core): void {
    core.events.on('told', ({ outcome, ms }) => {
      if (outcome !== 'ignored') keep(this.#waits, ms);
    });
    core.events.on('asked', ({ status, ms }) => {
      if (status > 0) keep(this.#answers, ms);
    });
  }

  /** A person's wait from the scan to the result, and Confera's time for an answer. */
  get(): { waits: Figures; answers: Figures } {
    return { waits: figuresOf(this.#waits), answers: figuresOf(this.#answers) };
  }
}

function keep(values: number[], value: number) {
  values.push(value);
  if (values.length > KEPT) values.shift();
}

function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
    return Math.round(value * 10) / 10;
  };
  if (sorted.length === 0) return null;
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
