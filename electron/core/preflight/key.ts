import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import type { CoreSettings } from '../../../shared/settings/settings.ts';
import { outsideText } from '../../../shared/text/outside-text.ts';
import { conferenceNameOf } from '../key/conference.ts';
import { problemOf } from '../key/connection-problem.ts';
import { isKeptByProxy } from '../key/key-test.ts';
import type { ConferaAnswers } from './ask-confera.ts';

/** Of the name of a conference, characters. */
const LONGEST_NAME = 100;

/** Whether Confera accepts the key, and for which conference, as far as it says so. */
export function checkKey(
  { apiKey, eventName }: Pick<CoreSettings, 'apiKey' | 'eventName'>,
  { health }: ConferaAnswers,
): Finding {
  if (isKeptByProxy(health)) return finding('key', 'unasked');
  const problem = problemOf(health);
  if (problem === 'unauthorized') return finding('key', 'refused');
  // `health` needs no scope, so a refusal is about the conference.
  if (problem === 'forbidden') return finding('key', 'conference-inactive');
  if (problem !== null || !health.ok) return finding('key', 'unasked');
  const told = conferenceNameOf(health.body);
  const conference = told && outsideText(told, { secrets: [apiKey], longest: LONGEST_NAME });
  if (!conference) return finding('key', 'works');
  return eventName !== null && areUnlike(eventName, conference)
    ? finding('key', 'other-event', { conference, event: eventName })
    : finding('key', 'works-for', { conference });
}

/**
 * Whether two names of events have no word in common. Names in different scripts can't be compared: one may be a
 * translation of the other. Numbers are no words, since every event of a year has that year.
 */
export function areUnlike(a: string, b: string): boolean {
  const [words, others] = [wordsOf(a), wordsOf(b)];
  if (words.length === 0 || others.length === 0) return false;
  return !words.some((word) => others.includes(word));
}

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/\p{Script=Latin}{2,}/gu) ?? [];
