// How it is on the way to Confera.
import { ago, type Fact, type Known, since } from './fact.ts';
import { troubleWords } from './trouble-words.ts';

/** How the connection is, and since when. */
export function connectionFact(known: Known): Fact {
  const { is, since: from } = known.state.connection;
  const what = known.words.facts.connection[is];
  return { id: 'connection', tone: 'plain', what, age: since(known, from), detail: null };
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

/** The last trouble on the way to Confera although it is over: it may come back. */
export function pastTroubleFacts({ words, overview, now }: Known): Fact[] {
  if (!overview?.trouble?.over) return [];
  const age = ago({ words, now }, overview.trouble.at);
  const detail = troubleWords(words, overview);
  return [{ id: 'trouble', tone: 'plain', what: words.facts.troubleOver, age, detail }];
}
