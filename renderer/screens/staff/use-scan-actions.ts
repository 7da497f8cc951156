import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { Dismissal } from '../../../shared/scan/standing.ts';
import type { Sentence } from '../../words/use-words.ts';

type Refusal = { ok: false; problem: 'locked' | 'not-running' };

type Options = {
  kiosk: BridgeClient;
  /** Says what came of an action. */
  tell: (sentence: Sentence) => void;
  /** Called after each action, because what the page shows of the scans is out of date then. */
  onDone: () => void;
  onLocked: () => void;
};

/** What staff can do about the scans that need a person. */
export function useScanActions({ kiosk, tell, onDone, onLocked }: Options) {
  function attempt<Done extends { ok: true }>(
    work: Promise<Done | Refusal>,
    sayDone: (done: Done) => Sentence,
  ): void {
    work.then(
      (answer) => {
        if (answer.ok) {
          tell(sayDone(answer));
          onDone();
        } else if (answer.problem === 'locked') {
          onLocked();
        } else {
          tell(({ notNow }) => notNow['not-running']);
        }
      },
      () => tell(({ staff }) => staff.noAnswer),
    );
  }

  return {
    /** Sends one scan again, or all of them (null). */
    sendAgain: (scanId: string | null) =>
      attempt<{ ok: true; count: number }>(
        kiosk.sendAgain({ scanId }),
        ({ count }) =>
          ({ staff }) =>
            staff.sentAgain({ count }),
      ),
    /** Puts away one scan, for a reason that is written down. */
    dismiss: (scanId: string, why: Dismissal) =>
      attempt(
        kiosk.dismiss({ scanId, why }),
        () =>
          ({ staff }) =>
            staff.dismissed,
      ),
    /** Goes on sending without the scans that were refused. */
    goOn: () =>
      attempt(
        kiosk.resumeBacklog({}),
        () =>
          ({ staff }) =>
            staff.goesOn,
      ),
  };
}

export type ScanActions = ReturnType<typeof useScanActions>;
