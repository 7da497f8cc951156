import './copy.css';
import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { CopyState } from '../../../../shared/bridge/copy.ts';
import { EndQuestion } from '../../../dialogs/end-question.tsx';
import { useWallClock } from '../../../state/time.ts';
import { joined } from '../../../words/join.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';
import type { Words } from '../../../words/words.ts';
import { bad, good, type Told } from '../use-section.ts';
import { StartCopy } from './start-copy.tsx';
import { takenOverWords } from './taken-over-words.ts';
import { useCopy } from './use-copy.ts';

type Props = {
  kiosk: BridgeClient;
  /** The venue's time zone. */
  timeZone: string;
  onLocked: () => void;
};

/** Where a supervisor has this device write a copy of its scans to a stick or a folder, and what came from other copies. */
export function CopySection({ kiosk, timeZone, onLocked }: Props) {
  const copy = useCopy(kiosk, onLocked);
  const { view, told, isBad, busy, tell, attempt } = copy;
  const [isOpen, setOpen] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const now = useWallClock(60_000);
  const id = useId();
  const words = useWords();
  const { copy: say, provisioning } = words;

  async function stop(): Promise<Told | null> {
    const answer = await kiosk.stopCopy({});
    setStopping(false);
    if (answer.ok) return good((now) => now.copy.stopped);
    switch (answer.problem) {
      case 'locked':
        onLocked();
        return null;
      case 'not-written':
        return bad(({ settings }) => settings.notWritten);
      case 'not-running':
        return bad(({ notNow }) => notNow[answer.problem]);
    }
  }

  const state = view?.copy;
  const fails = state?.is === 'on' && state.problem !== null;
  return (
    <section className="section copy" data-section="copy" aria-labelledby={id}>
      <h2 id={id}>{say.headline}</h2>
      <p className="note">{say.below}</p>
      <p data-copy={fails ? 'fails' : state?.is}>{state && stateWords(words, state, timeZone)}</p>
      {state && (
        <div className="actions">
          {(state.is === 'off' || fails) && (
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => {
                tell(null);
                setOpen(!isOpen);
              }}
            >
              {isOpen ? provisioning.close : say.open}
            </button>
          )}
          {state.is === 'on' && (
            <button type="button" className="bare" onClick={() => setStopping(true)}>
              {say.stop}
            </button>
          )}
          <p role="status" className={isBad ? 'message bad' : 'message'}>
            {told}
          </p>
        </div>
      )}
      {view && isOpen && (state?.is === 'off' || fails) && (
        <StartCopy
          kiosk={kiosk}
          copy={copy}
          drives={view.drives}
          onStarted={() => setOpen(false)}
          onLocked={onLocked}
        />
      )}
      {view?.takenOver.map((each) => (
        <div key={each.at} data-taken-over={each.device}>
          <h3>{say.takenOver({ device: each.device })}</h3>
          <p>{takenOverWords(words, each, { now, timeZone })}</p>
        </div>
      ))}
      {isStopping && (
        <EndQuestion
          title={say.stopHeadline}
          below={say.stopBelow}
          end={say.stopConfirm}
          busy={busy}
          onEnd={() => void attempt(stop)}
          onClose={() => setStopping(false)}
        />
      )}
    </section>
  );
}

function stateWords(words: Words, state: CopyState, timeZone: string): string {
  const { copy: say } = words;
  if (state.is === 'off') return say.off;
  const { folder, writtenAt, problem, scans } = state;
  const time = writtenAt === null ? null : venueTime(words, writtenAt, timeZone, { seconds: true });
  if (problem !== null) {
    return joined(words, 'sentences', [
      say.fails,
      say.problem[problem],
      ...(time === null ? [] : [say.lastWritten({ time })]),
    ]);
  }
  if (time === null) return say.first({ folder });
  return joined(words, 'sentences', [say.on({ folder, time }), say.scans({ count: scans })]);
}
