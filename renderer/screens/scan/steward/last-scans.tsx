import { lookOf, type ShownResult } from '../../../state/scan-flow.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';
import { ICON_OF } from '../result-icons.tsx';
import { resultWords } from '../result-words.ts';

type Props = { scans: readonly ShownResult[]; timeZone: string };

/** The last scans, newest first: whose badge it was, and what was told when. */
export function LastScans({ scans, timeZone }: Props) {
  const { staff } = useWords();
  return (
    <section>
      <h2 className="unseen">{staff.recentTitle}</h2>
      {scans.length === 0 && <p className="muted">{staff.recentNone}</p>}
      <ol>
        {scans.map((scan) => (
          <LastScan key={scan.sequence} scan={scan} timeZone={timeZone} />
        ))}
      </ol>
    </section>
  );
}

function LastScan({ scan, timeZone }: { scan: ShownResult; timeZone: string }) {
  const words = useWords();
  const Icon = ICON_OF[lookOf(scan)];
  // A name stands in a line of its own, and not in the greeting.
  const here = { desk: null, location: null, timeZone, layout: 'steward' } as const;
  const { title } = resultWords(words, { ...scan, name: null }, here);
  return (
    <li data-outcome={lookOf(scan)}>
      <Icon />
      <p className="whose">
        <bdi>{scan.name ?? `…${scan.codeTail}`}</bdi>
        <time>
          <bdi>{venueTime(words, scan.answeredWallAt, timeZone)}</bdi>
        </time>
      </p>
      <p className="told">
        <bdi>{title}</bdi>
      </p>
    </li>
  );
}
