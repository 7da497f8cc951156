import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useTold } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';

type Refusal = { ok: false; problem: 'locked' | 'not-running' };

type Options = {
  kiosk: BridgeClient;
  /** Called after each action, because the overview is out of date then. */
  onDone: () => void;
  onLocked: () => void;
};

/** What staff can do about the scans that need a person, and what came of it (null before the first action). */
export function useBacklogActions({ kiosk, onDone, onLocked }: Options) {
  const [told, tell] = useTold();

  function attempt<Done extends { ok: true }>(
    work: Promise<Done | Refusal>,
    sayDone: (words: Words, done: Done) => string,
  ): void {
    work.then(
      (answer) => {
        if (answer.ok) {
          tell((words) => sayDone(words, answer));
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
    told,
    /** Sends one scan again, or all of them (null). */
    sendAgain: (scanId: string | null) =>
      attempt<{ ok: true; count: number }>(kiosk.sendAgain({ scanId }), ({ staff }, { count }) =>
        staff.sentAgain({ count }),
      ),
    dismiss: (scanId: string) =>
      attempt(kiosk.dismiss({ scanId, why: null }), ({ staff }) => staff.dismissed),
    /** Goes on sending without the scans that were refused. */
    goOn: () => attempt(kiosk.resumeBacklog({}), ({ staff }) => staff.goesOn),
  };
}

export type BacklogActions = ReturnType<typeof useBacklogActions>;
