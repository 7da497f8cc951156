import type { BridgeClient, BridgeOutput } from '../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { Dismissal } from '../../../shared/scan/standing.ts';
import { joined } from '../../words/join.ts';
import type { Sentence } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';

type Refusal = Extract<BridgeOutput<'sendAgain' | 'dismiss' | 'resumeBacklog'>, { ok: false }>;

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
          tell((words) => refusalWords(words, answer));
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
    /** Goes on sending without the scans that were refused, as soon as there is a connection. */
    goOn: (connection: KioskState['connection']['is']) =>
      attempt(
        kiosk.resumeBacklog({}),
        () =>
          ({ staff, now }) =>
            connection === 'online' ? staff.goesOn : now.why[connection],
      ),
  };
}

function refusalWords(words: Words, answer: Exclude<Refusal, { problem: 'locked' }>): string {
  const { notNow, facts, scans } = words;
  switch (answer.problem) {
    case 'storage':
      return joined(words, 'sentences', [notNow.storage, facts.notSavedDo[answer.why]]);
    case 'not-refused':
      return scans.notRefused;
    case 'not-running':
      return notNow[answer.problem];
  }
}

export type ScanActions = ReturnType<typeof useScanActions>;
