import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Fact, Known } from './fact.ts';
import { factsOf } from './facts.ts';

/** How this kiosk is, in quiet lines. */
export function FactsList(known: Omit<Known, 'words' | 'now'>) {
  const words = useWords();
  const now = useWallClock(1000);
  return <Facts facts={factsOf({ ...known, words, now })} />;
}

/** Draws facts, each with its urgency as a shape. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ id, tone, what, age, detail }) => (
        <div key={`${id} ${detail}`} data-fact={id} data-tone={tone}>
          <dt>
            {what}
            {age && <span className="age">{age}</span>}
          </dt>
          {detail && <dd>{detail}</dd>}
        </div>
      ))}
    </dl>
  );
}
