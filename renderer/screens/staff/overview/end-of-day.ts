import { joined } from '../../../words/join.ts';
import type { Known } from './fact.ts';

/** Whether the device may be switched off, in sentences. */
export type EndOfDay = { isSafe: boolean; lines: string[] };

/** What isn't sent yet, why, and what to do; or that everything is sent. Null as long as that isn't known. */
export function endOfDay(known: Known): EndOfDay | null {
  const { words, state, overview, reachable } = known;
  if (!reachable || !overview) return null;
  const { facts, now } = words;
  const says = (...sentences: string[]) => joined(words, 'sentences', sentences);
  const lines: string[] = [];
  if (state.storage !== null) {
    lines.push(words.join.state({ name: facts.notSaved, state: facts.notSavedDo[state.storage] }));
  }
  const unsent = state.queued - overview.queuedElsewhere;
  if (unsent > 0) lines.push(says(now.unsent({ count: unsent }), now.why[whyUnsent(known)]));
  else if (state.backlogStopped) lines.push(now.why.stopped);
  if (overview.queuedElsewhere > 0) {
    const name = facts.elsewhere({ count: overview.queuedElsewhere });
    lines.push(words.join.state({ name, state: facts.elsewhereDo }));
  }
  if (state.needsAttention > 0) {
    const name = facts.needsAttention({ count: state.needsAttention });
    lines.push(words.join.state({ name, state: facts.needsAttentionDo }));
  }
  if (lines.length === 0) return { isSafe: true, lines: [now.safe] };
  // What the disk refuses isn't saved, so nothing may be promised of it.
  return { isSafe: false, lines: state.storage === null ? [...lines, now.kept] : lines };
}

function whyUnsent({ state }: Known): 'sending' | 'offline' | 'blocked' | 'stopped' {
  if (state.connection.is === 'blocked') return 'blocked';
  if (state.backlogStopped) return 'stopped';
  return state.connection.is === 'offline' ? 'offline' : 'sending';
}
