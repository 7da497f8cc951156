import './edges.css';
import { useId } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { LanguageButton } from '../../languages/language-button.tsx';
import { checkedToday } from '../../state/checked-today.ts';
import { useWallClock } from '../../state/time.ts';
import { useWords } from '../../words/use-words.ts';
import { venueTime } from '../../words/venue-time.ts';
import { UncheckedMark } from '../unchecked-mark.tsx';
import { EVENT_FIT, textFit } from './text-fit.ts';

type TopEdgeProps = {
  display: KioskState['display'];
  /** Whether the idle picture tells about the event. The name and the time are larger then. */
  branded: boolean;
  /** Whether the event's logo, which belongs to the idle picture, has the other half. */
  besideLogo: boolean;
};

/** The event's name and the time at the venue, small, at the top of every picture. */
export function TopEdge({ display: { eventName, timeZone }, branded, besideLogo }: TopEdgeProps) {
  const now = useWallClock(1000);
  const words = useWords();
  return (
    <header className={branded ? 'top-edge branded' : 'top-edge'} data-logo={besideLogo}>
      <p className="event" data-fit={branded ? textFit(eventName ?? '', EVENT_FIT) : undefined}>
        <bdi>{eventName}</bdi>
      </p>
      <time className="clock">
        <bdi>{venueTime(words, now, timeZone)}</bdi>
      </time>
    </header>
  );
}

/** How often it is looked whether another day has begun, milliseconds. */
const DAY_LOOK_MS = 60_000;

type BottomEdgeProps = {
  state: KioskState;
  reachable: boolean;
  repeats: number;
  /** Null while no code can be typed. */
  onType: (() => void) | null;
  /** Whether a code that somebody typed was just refused. */
  again: boolean;
  /** Null while the language can't be changed, and undefined where there is only one. */
  onLanguage: (() => void) | null | undefined;
  onStaff: () => void;
  /** Whether nobody has been scanned just now, so that what staff should know disturbs no visitor. */
  idle: boolean;
};

/**
 * In the corners, what can be done besides scanning: near the hand what visitors need, and opposite what staff need.
 * Between them are the location and the state of the connection.
 */
export function BottomEdge({
  state,
  reachable,
  repeats,
  onType,
  again,
  onLanguage,
  onStaff,
  idle,
}: BottomEdgeProps) {
  const { connection, queued, display } = state;
  // What the core last said about the connection no longer holds when the core itself is out of reach.
  const is = reachable ? connection.is : 'blocked';
  const say = useWords().edge;
  const now = useWallClock(DAY_LOOK_MS);
  const quiet = is === 'online' && queued === 0;
  const words = quiet ? say.online : say.saved[is]({ count: queued });
  return (
    <footer className="bottom-edge by-hand">
      <div className="corner by-hand">
        <button
          type="button"
          className="bare type-code"
          disabled={!onType}
          onClick={onType ?? undefined}
        >
          {again ? say.tryAgain : say.typeCode}
        </button>
        {onLanguage !== undefined && <LanguageButton onOpen={onLanguage} />}
      </div>
      <div className="standing">
        {display.location && (
          <p className="where">
            <bdi>{display.location}</bdi>
          </p>
        )}
        <p
          key={repeats}
          className={repeats > 0 ? 'connection pulse' : 'connection'}
          data-connection={is}
          data-queued={queued}
        >
          {reachable ? words : say.outOfService}
        </p>
      </div>
      <StaffCorner marked={idle && !checkedToday(state, now)} onStaff={onStaff} />
    </footer>
  );
}

/** The way to the staff area, with a mark for staff as long as nobody has checked the kiosk today. */
function StaffCorner({ marked, onStaff }: { marked: boolean; onStaff: () => void }) {
  const say = useWords().edge;
  const mark = useId();
  return (
    <div className="staff-corner">
      <button
        type="button"
        className="bare"
        data-opens="staff"
        aria-describedby={marked ? mark : undefined}
        onClick={onStaff}
      >
        {say.staff}
      </button>
      {marked && <UncheckedMark id={mark} />}
    </div>
  );
}
