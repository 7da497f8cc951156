import './programme.css';
import { memo } from 'react';
import type { Programme, ProgrammeSession } from '../../../../shared/bridge/programme.ts';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import { type BoardPart, boardOf } from './board.ts';
import { useTurn } from './use-turn.ts';

const MINUTE_MS = 60_000;

type Props = {
  programme: Programme;
  /** The venue's, an IANA name. */
  timeZone: string;
};

/**
 * What is on at the venue and what comes next, beside the invitation to scan. It is drawn anew only when the programme
 * itself changes, never for a scan.
 */
export const ProgrammeBoard = memo(function ProgrammeBoard({ programme, timeZone }: Props) {
  const words = useWords();
  const { programme: say } = words;
  const today = useWallClock(MINUTE_MS);
  const turn = useTurn(boardOf(programme, 0).turns);
  const { now, next } = boardOf(programme, turn);
  const moment = (at: number) => venueMoment(words, at, today, timeZone);
  const until = ({ endsAt }: ProgrammeSession) =>
    endsAt === null ? null : say.until({ time: moment(endsAt) });
  return (
    <section className="board" aria-label={say.label}>
      <Part name={say.now} part={now} time={until} />
      <Part name={say.next} part={next} time={({ startsAt }) => moment(startsAt)} />
      {programme.stale && <p className="as-of">{say.asOf({ time: moment(programme.asOf) })}</p>}
    </section>
  );
});

type PartProps = {
  name: string;
  part: BoardPart;
  time: (session: ProgrammeSession) => string | null;
};

function Part({ name, part: { sessions, others }, time }: PartProps) {
  const { programme: say } = useWords();
  if (sessions.length === 0) return null;
  return (
    <div className="part">
      <h2>
        {name}
        {others > 0 && <span className="others">{say.others({ count: others })}</span>}
      </h2>
      <ul>
        {sessions.map((session) => (
          <li key={`${session.startsAt} ${session.title} ${session.room}`}>
            <p className="session">
              <bdi>{session.title}</bdi>
            </p>
            <p className="where-and-when">
              <bdi className="when">{time(session)}</bdi>
              <bdi className="room">{session.room}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
