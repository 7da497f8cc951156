import './now.css';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import type { Known, Mend } from './fact.ts';
import { problemsOf } from './problems.ts';

type Props = Omit<Known, 'words' | 'now'> & {
  /** Opens the page where a problem is mended. */
  onMend: (mend: Mend) => void;
};

/** What needs attention, the worst first, each with the way to where it is mended; or that all is well. */
export function ProblemList({ onMend, ...known }: Props) {
  const words = useWords();
  const now = useWallClock(1000);
  const problems = problemsOf({ ...known, words, now });
  const label = words.staff.overview;
  if (problems.length === 0) {
    // Before the core has answered, it isn't known whether all is well.
    const isWell = known.overview !== null;
    return (
      <section className="problems" aria-label={label} data-problems={isWell ? 0 : undefined}>
        <h2 className={isWell ? 'well' : undefined}>
          {isWell ? words.now.allWell : words.checking}
        </h2>
      </section>
    );
  }
  return (
    <section className="problems" aria-label={label} data-problems={problems.length}>
      <ul>
        {problems.map(({ id, tone, what, age, detail, mend }) => (
          <li key={`${id} ${detail}`} data-problem={id} data-tone={tone}>
            <h2>
              <span>{what}</span>
              {age && <span className="age">{age}</span>}
            </h2>
            {detail && <p>{detail}</p>}
            {mend && (
              <button type="button" onClick={() => onMend(mend)}>
                {mendWords(words, mend)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The name of the page and, if it is a setting or a check, of what is mended there. */
function mendWords(words: Words, { page, at }: Mend): string {
  const { staff, settings, preflight, facts, copy, join } = words;
  const names: Record<string, string> = {
    apiKey: settings.labels.apiKey,
    baseUrl: settings.labels.baseUrl,
    clock: preflight.names.clock,
    disk: preflight.names.disk,
    camera: facts.camera,
    hub: preflight.names.hub,
    copy: copy.headline,
  };
  const place = at === null ? undefined : names[at];
  if (page === 'overview') return staff.columns.action;
  return place === undefined ? staff[page] : join.state({ name: staff[page], state: place });
}
