import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { DISMISSALS, type Dismissal } from '../../../../shared/scan/standing.ts';
import { type Sentence, useWords } from '../../../words/use-words.ts';

type Props = {
  kiosk: BridgeClient;
  scanId: string;
  /** Says what came of an action. */
  tell: (sentence: Sentence | null) => void;
  onDone: () => void;
  onLocked: () => void;
};

type Refusal = { ok: false; problem: 'locked' | 'not-running' };

/** What staff can do about a scan that Confera refused: send it again, or dismiss it for a reason that is written down. */
export function StoryActions({ kiosk, scanId, tell, onDone, onLocked }: Props) {
  const [asks, setAsks] = useState(false);
  const { scans: say, staff } = useWords();
  const id = useId();

  function attempt<Done extends { ok: true }>(
    work: Promise<Done | Refusal>,
    sayDone: (done: Done) => Sentence,
  ) {
    work.then(
      (answer) => {
        if (answer.ok) {
          tell(sayDone(answer));
          onDone();
        } else if (answer.problem === 'locked') onLocked();
        else tell(({ notNow }) => notNow['not-running']);
      },
      () => tell((words) => words.staff.noAnswer),
    );
  }

  const sendAgain = () =>
    attempt<{ ok: true; count: number }>(
      kiosk.sendAgain({ scanId }),
      ({ count }) =>
        (words) =>
          words.staff.sentAgain({ count }),
    );
  const dismiss = (why: Dismissal) =>
    attempt(kiosk.dismiss({ scanId, why }), () => (words) => words.staff.dismissed);

  if (!asks) {
    return (
      <>
        <button type="button" onClick={sendAgain}>
          {staff.sendAgain}
        </button>
        <button type="button" onClick={() => setAsks(true)}>
          {staff.dismiss}
        </button>
      </>
    );
  }
  return (
    <form
      className="why"
      onSubmit={(event) => {
        event.preventDefault();
        const why = new FormData(event.currentTarget).get('why');
        const chosen = DISMISSALS.find((each) => each === why);
        if (chosen) dismiss(chosen);
      }}
    >
      <label htmlFor={id}>{say.why}</label>
      {/* biome-ignore lint/a11y/noAutofocus: the button that had the focus is gone */}
      <select id={id} name="why" required autoFocus defaultValue="">
        <option value="" disabled hidden />
        {DISMISSALS.map((why) => (
          <option key={why} value={why}>
            {say.dismissals[why]}
          </option>
        ))}
      </select>
      <button type="submit">{staff.dismiss}</button>
    </form>
  );
}
