import {
  NO_SCANS,
  nextChangeAt,
  nextFlow,
  type ScanFlowEvent,
  type ShownResult,
} from './scan-flow.ts';
import { type ScanView, viewOf } from './scan-view.ts';
import { momentNow, monotonicNow } from './time.ts';

/** What is drawn of the scans: the newest one, what was told of the last ones, and how many repeats and refusals there were. */
export type ShownScans = {
  view: ScanView;
  repeats: number;
  refusals: number;
  lastScans: readonly ShownResult[];
};

/**
 * Keeps the flow of the scans, and tells of those changes alone that can be seen. Most of what happens to a scan changes
 * nothing on the screen, and a small computer that drew the screen for it would show the result later.
 */
export class ScansShown {
  #flow = NO_SCANS;
  #shown: ShownScans = { view: viewOf(NO_SCANS), repeats: 0, refusals: 0, lastScans: [] };
  #alarm: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  /** Calls the listener after each change that can be seen, until the function that it returns is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** What is to be drawn now: the same object as long as nothing that can be seen has changed. */
  readonly current = (): ShownScans => this.#shown;

  readonly tell = (event: ScanFlowEvent): void => {
    this.#flow = nextFlow(this.#flow, event);
    this.#setAlarm();
    const { repeats, refusals, lastScans } = this.#flow;
    const next = { view: viewOf(this.#flow), repeats, refusals, lastScans };
    if (looksTheSame(this.#shown, next)) return;
    this.#shown = next;
    for (const listener of this.#listeners) listener();
  };

  #setAlarm() {
    clearTimeout(this.#alarm);
    const at = nextChangeAt(this.#flow);
    if (at === null) return;
    // A timer may fire a fraction of a millisecond early. The time that was waited for counts as reached even so.
    const ring = () => {
      const now = momentNow();
      this.tell({ is: 'time-passed', ...now, at: Math.max(at, now.at) });
    };
    this.#alarm = setTimeout(ring, Math.max(0, at - monotonicNow()));
  }
}

function looksTheSame(before: ShownScans, after: ShownScans): boolean {
  return (
    before.repeats === after.repeats &&
    before.lastScans === after.lastScans &&
    before.refusals === after.refusals &&
    before.view.mark === after.view.mark &&
    before.view.picture.is === after.view.picture.is &&
    resultIn(before) === resultIn(after)
  );
}

function resultIn({ view: { picture } }: ShownScans) {
  return picture.is === 'result' ? picture.result : null;
}
