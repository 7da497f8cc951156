import type { ReactNode } from 'react';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { ScanStory } from '../../../../shared/bridge/scans.ts';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { attemptWords, personWords, scanTime, sourceWords, standingWords } from './scan-words.ts';

const MINUTE = 60_000;

type Props = {
  story: ScanStory;
  display: KioskState['display'];
  onOpen: (scanId: string) => void;
};

/** The story of one scan: how it stands, where it was made, each attempt, and what its person can be told. */
export function Story({ story, display, onOpen }: Props) {
  const words = useWords();
  const { scans: say, staff } = words;
  const now = useWallClock(MINUTE);
  const { first, dismissed, told, location, ended, attempts, scanId } = story;
  const time = (at: number) => scanTime(words, at, now, display.timeZone);
  const person = personWords(words, story, display);
  const unwritten = attempts - ended.length;
  return (
    <>
      <dl>
        <Row name="outcome" label={staff.columns.outcome}>
          {standingWords(words, story)}
        </Row>
        {person.length > 0 && (
          <Row name="person" label={say.person}>
            {person.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </Row>
        )}
        <Row name="scanned" label={say.scanned}>
          <bdi>{time(story.scannedAt)}</bdi>
          {' · '}
          {sourceWords(words, story.source)}
          {location !== null && (
            <>
              {' · '}
              <bdi>{location}</bdi>
            </>
          )}
        </Row>
        {told !== null && (
          <Row name="told" label={say.told}>
            {staff.outcome[told]}
          </Row>
        )}
        {first !== null && (
          <Row name="first" label={say.first}>
            <First first={first} time={time(first.at)} onOpen={onOpen} />
          </Row>
        )}
        {dismissed !== null && (
          <Row name="dismissed" label={say.standings.dismissed}>
            <bdi>{time(dismissed.at)}</bdi>
            {dismissed.why !== null && ` · ${say.dismissals[dismissed.why]}`}
          </Row>
        )}
        <Row name="id" label={say.id}>
          <bdi dir="ltr">{scanId}</bdi>
        </Row>
      </dl>
      <h3>{staff.columns.attempts}</h3>
      {attempts === 0 && <p>{say.notTried}</p>}
      {unwritten > 0 && <p>{say.unwritten({ count: unwritten })}</p>}
      <ol className="attempts">
        {ended.map((attempt) => (
          <li key={attempt.number} value={attempt.number} data-attempt={attempt.number}>
            <bdi>{time(attempt.beganAt)}</bdi>
            {attemptWords(words, attempt).map((line) => (
              <span key={line}>
                {' · '}
                <bdi>{line}</bdi>
              </span>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}

function First({
  first,
  time,
  onOpen,
}: Pick<Props, 'onOpen'> & { first: NonNullable<ScanStory['first']>; time: string }) {
  const { scanId, location } = first;
  const where = (
    <>
      <bdi>{time}</bdi>
      {location !== null && (
        <>
          {' · '}
          <bdi>{location}</bdi>
        </>
      )}
    </>
  );
  if (scanId === null) return where;
  return (
    <button type="button" onClick={() => onOpen(scanId)}>
      {where}
    </button>
  );
}

function Row({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  return (
    <div data-row={name}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
