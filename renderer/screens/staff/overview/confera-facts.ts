// What staff should know about the way to Confera.
import type { Reason } from '../../../../shared/scan/outcome.ts';
import { joined } from '../../../words/join.ts';
import type { Words } from '../../../words/words.ts';
import { ago, type Fact, type Known, type Overview, since } from './fact.ts';

/** Whether Confera can be reached, since when, and what to do if it can't. */
export function connectionFact(known: Known): Fact {
  const say = known.words.facts;
  const { is, since: from } = known.state.connection;
  const tone = { online: 'good', offline: 'warn', blocked: 'bad' } as const;
  return {
    id: 'connection',
    tone: tone[is],
    what: say.connection[is],
    age: since(known, from),
    detail: connectionDetail(known),
  };
}

/** What to do about the connection. A trouble that is known says more than that there is no network. */
function connectionDetail({ words, state, overview }: Known): string | null {
  const say = words.facts;
  const { is, reason } = state.connection;
  if (is === 'online' || reason === null) return null;
  const advice: Partial<Record<Reason, string>> = say.connectionDo;
  // Where the key can be changed isn't known before the core has answered.
  if (reason === 'key-refused' && !overview) return null;
  const isOutside = reason === 'key-refused' && overview?.keyIsGiven;
  const does = isOutside ? say.keyRefusedOutside : (advice[reason] ?? null);
  if (is === 'blocked') return does;
  const trouble =
    overview?.trouble && !overview.trouble.over ? troubleWords(words, overview) : does;
  return joined(words, 'sentences', [...(trouble ? [trouble] : []), say.savedMeanwhile]);
}

/** When Confera last answered. */
export function answerFacts({ words, overview, now }: Known): Fact[] {
  const say = words.facts;
  if (!overview) return [];
  const { lastAnswerAt: at } = overview;
  const age = at === null ? null : ago({ words, now }, at);
  const what = at === null ? say.lastAnswerNever : say.lastAnswer;
  return [{ id: 'answer', tone: 'plain', what, age, detail: null }];
}

/** The last trouble on the way to Confera, even if the device is online or the trouble is over: it may come back. */
export function troubleFacts({ words, state, overview, now }: Known): Fact[] {
  const say = words.facts;
  if (!overview?.trouble) return [];
  const { at, over } = overview.trouble;
  if (!over && state.connection.is === 'offline') return [];
  const age = ago({ words, now }, at);
  const detail = troubleWords(words, overview);
  return over
    ? [{ id: 'trouble', tone: 'plain', what: say.troubleOver, age, detail }]
    : [{ id: 'trouble', tone: 'warn', what: say.troubleNow, age, detail }];
}

function troubleWords(words: Words, { trouble }: Overview): string | null {
  if (!trouble) return null;
  const { is, status } = trouble;
  const say = words.facts;
  const answers = status === null ? [] : [say.troubleStatus({ status: String(status) })];
  return joined(words, 'sentences', [say.trouble[is], ...answers]);
}
