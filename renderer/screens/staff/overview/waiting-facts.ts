// What staff should know about the scans that wait to be sent.
import { type Fact, type Known, since } from './fact.ts';

/** Whether the sending has stopped, and how many scans need a person. */
export function backlogFacts({ words, state }: Known): Fact[] {
  const say = words.facts;
  const facts: Fact[] = [];
  if (state.backlogStopped) {
    const { backlogStopped: what, backlogStoppedDo: detail } = say;
    facts.push({ id: 'backlog', tone: 'bad', what, age: null, detail });
  }
  if (state.needsAttention > 0) {
    const what = say.needsAttention({ count: state.needsAttention });
    facts.push({ id: 'attention', tone: 'warn', what, age: null, detail: say.needsAttentionDo });
  }
  return facts;
}

/** How many scans are not confirmed yet, and since when the oldest of them waits. */
export function queueFact({ words, state, overview, now }: Known): Fact {
  const say = words.facts;
  if (state.queued === 0) {
    const what = state.needsAttention > 0 ? say.queuedNoneElse : say.queuedNone;
    return { id: 'queue', tone: 'good', what, age: null, detail: null };
  }
  const oldest = overview?.oldestPendingAt ?? null;
  return {
    id: 'queue',
    tone: state.connection.is === 'online' ? 'good' : 'warn',
    what: say.queued({ count: state.queued }),
    age: oldest === null ? null : since({ words, now }, oldest),
    detail: state.connection.is === 'blocked' ? say.queuedBlockedDo : say.queuedDo,
  };
}

/** How many scans wait for another address than the present one. */
export function elsewhereFacts({ words, overview }: Known): Fact[] {
  const say = words.facts;
  if (!overview || overview.queuedElsewhere === 0) return [];
  const what = say.elsewhere({ count: overview.queuedElsewhere });
  return [{ id: 'elsewhere', tone: 'warn', what, age: null, detail: say.elsewhereDo }];
}
