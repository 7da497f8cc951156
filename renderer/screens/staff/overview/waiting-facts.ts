// How it is with the scans that wait to be sent.
import { type Fact, type Known, since } from './fact.ts';

/** How many scans are not confirmed yet, and since when the oldest of them waits. */
export function queueFact(known: Known): Fact {
  const { words, state, overview } = known;
  const say = words.facts;
  const fact = { id: 'queue', tone: 'plain', detail: null } as const;
  if (state.queued === 0) {
    const isAll = state.needsAttention === 0 && !state.backlogStopped;
    return { ...fact, what: isAll ? say.queuedNone : say.queuedNoneElse, age: null };
  }
  const oldest = overview?.oldestPendingAt ?? null;
  return {
    ...fact,
    what: say.queued({ count: state.queued }),
    age: oldest === null ? null : since(known, oldest),
  };
}
