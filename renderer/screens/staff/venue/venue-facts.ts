// What staff should know about the venue as a whole, beside its single devices.
import type { VenueView } from '../../../../shared/bridge/venue.ts';
import { ageWords } from '../../../words/age.ts';
import type { Words } from '../../../words/words.ts';
import { type Fact, TONES } from '../overview/fact.ts';

/** What is well and what is wrong at the venue, with what to do about it, the worst first. */
export function venueFacts(words: Words, venue: VenueView): Fact[] {
  const facts = [
    hubFact(words, venue),
    ...hubClockFacts(words, venue),
    ...goneFacts(words, venue),
    ...sharedFacts(words, venue),
    ...twiceFacts(words, venue),
  ];
  return facts.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
}

function hubFact(words: Words, { hub: { is, silentMs } }: VenueView): Fact {
  const say = words.venue;
  if (is === 'answers') {
    return { id: 'hub', tone: 'good', what: say.hub.answers, age: null, detail: null };
  }
  const age = words.staff.since({ age: ageWords(words, silentMs) });
  return { id: 'hub', tone: 'bad', what: say.hub[is], age, detail: say.hubDo[is] };
}

function hubClockFacts(words: Words, { hub: { aheadMs } }: VenueView): Fact[] {
  const say = words.venue;
  if (aheadMs === 0) return [];
  const by = ageWords(words, Math.abs(aheadMs));
  const what = aheadMs > 0 ? say.hubAhead({ by }) : say.hubBehind({ by });
  return [{ id: 'hub-clock', tone: 'bad', what, age: null, detail: say.hubClockDo }];
}

function goneFacts({ venue: say }: Words, { devices }: VenueView): Fact[] {
  const count = devices.filter(({ presence }) => presence === 'gone').length;
  if (count === 0) return [];
  const what = say.gone({ count });
  return [{ id: 'gone', tone: 'bad', what, age: null, detail: say.goneDo({ count }) }];
}

function sharedFacts({ venue: say }: Words, { devices }: VenueView): Fact[] {
  if (!devices.some(({ sharesJoin }) => sharesJoin)) return [];
  return [{ id: 'shared', tone: 'bad', what: say.shared, age: null, detail: say.sharedDo }];
}

function twiceFacts({ venue: say }: Words, { devices }: VenueView): Fact[] {
  const count = devices.reduce((sum, { letInTwice }) => sum + letInTwice, 0);
  if (count === 0) return [];
  const what = say.twice({ count });
  return [{ id: 'twice', tone: 'warn', what, age: null, detail: say.twiceDo }];
}
