import { useWords } from '../../../words/use-words.ts';
import { endOfDay } from './end-of-day.ts';
import type { Known } from './fact.ts';

/** For the end of the day: whether the device may be switched off, or exactly what isn't sent yet. */
export function EndOfDayNote(known: Omit<Known, 'words' | 'now'>) {
  const words = useWords();
  // Nothing in it has an age.
  const end = endOfDay({ ...known, words, now: 0 });
  if (!end) return null;
  return (
    <section
      className="end-of-day"
      aria-labelledby="end-of-day"
      data-safe={end.isSafe ? 'yes' : 'no'}
    >
      <h2 id="end-of-day">{words.now.switchOff}</h2>
      {end.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}
