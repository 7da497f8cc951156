import type { BridgeClient, KioskState, ScanEntry } from '../../../../shared/bridge/bridge.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import { useWallClock } from '../../../state/time.ts';
import { type Sentence, useTold, useWords } from '../../../words/use-words.ts';
import { factsOf } from './facts.ts';
import { ScanTable } from './scan-table.tsx';
import { useOverview } from './use-overview.ts';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  scanners: Scanners;
  onLocked: () => void;
};

/** How this kiosk is: the facts beside what needs a person and what was scanned last. */
export function OverviewPage({ kiosk, state, reachable, camera, scanners, onLocked }: Props) {
  const { overview, failed, refresh } = useOverview(kiosk, state, onLocked);
  const [told, tell] = useTold();
  const now = useWallClock(1000);
  const words = useWords();
  const say = words.staff;

  const tellOnceDone = <Answer extends { ok: true }>(
    work: Promise<Answer | { ok: false; problem: 'locked' | 'not-running' }>,
    sentence: (answer: Answer) => Sentence,
  ) => {
    work.then(
      (answer) => {
        if (!answer.ok) {
          return answer.problem === 'locked'
            ? onLocked()
            : tell(({ notNow }) => notNow['not-running']);
        }
        tell(sentence(answer));
        refresh();
      },
      () => tell(({ staff }) => staff.noAnswer),
    );
  };
  const onSendAgain = (scanId: string | null) =>
    tellOnceDone<{ ok: true; count: number }>(
      kiosk.sendAgain({ scanId }),
      (answer) =>
        ({ staff }) =>
          staff.sentAgain(answer),
    );
  const onGoOn = () =>
    tellOnceDone(
      kiosk.resumeBacklog({}),
      () =>
        ({ staff }) =>
          staff.goesOn,
    );
  const onDismiss = (scanId: string) =>
    tellOnceDone(
      kiosk.dismiss({ scanId }),
      () =>
        ({ staff }) =>
          staff.dismissed,
    );

  const attention = overview?.attention ?? [];
  const isListed = ({ scanId }: ScanEntry) => attention.some((each) => each.scanId === scanId);
  return (
    <div className="overview">
      <dl className="facts">
        {factsOf({ words, state, reachable, camera, scanners, overview, now }).map((fact) => (
          <div key={`${fact.id} ${fact.detail}`} data-fact={fact.id} data-tone={fact.tone}>
            <dt>
              {fact.what}
              {fact.age && <span className="age">{fact.age}</span>}
            </dt>
            {fact.detail && <dd>{fact.detail}</dd>}
          </div>
        ))}
      </dl>
      <div className="tables">
        <section aria-labelledby="attention">
          <div className="table-head">
            <h2 id="attention">{say.attentionTitle}</h2>
            {state.backlogStopped && (
              <button type="button" onClick={onGoOn}>
                {say.goOn}
              </button>
            )}
            {attention.length > 1 && (
              <button type="button" onClick={() => onSendAgain(null)}>
                {say.sendAllAgain}
              </button>
            )}
          </div>
          <p role="status" className="told">
            {failed ? say.noAnswer : told}
          </p>
          {attention.length === 0 ? (
            <p className="none">{say.attentionNone}</p>
          ) : (
            <ScanTable
              entries={attention}
              timeZone={state.display.timeZone}
              onSendAgain={onSendAgain}
              onDismiss={onDismiss}
              canSendAgain={() => true}
            />
          )}
        </section>
        <section aria-labelledby="recent">
          <div className="table-head">
            <h2 id="recent">{say.recentTitle}</h2>
          </div>
          {overview?.recent.length === 0 ? (
            <p className="none">{say.recentNone}</p>
          ) : (
            <ScanTable
              entries={overview?.recent ?? []}
              timeZone={state.display.timeZone}
              onSendAgain={onSendAgain}
              onDismiss={onDismiss}
              canSendAgain={(entry) => entry.refused && !isListed(entry)}
            />
          )}
        </section>
      </div>
    </div>
  );
}
