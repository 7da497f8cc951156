import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { Finding } from '../../../../shared/preflight/findings.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;
const NOT_RUNNING: Sentence = ({ notNow }) => notNow['not-running'];

/** The core's checks, which run when the page opens and whenever they are asked for again. */
export function useCoreChecks(kiosk: BridgeClient, onLocked: () => void) {
  /** Null until the core has answered, and when it doesn't answer any more. */
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [running, setRunning] = useState(true);
  const [told, tell] = useTold();

  const run = useCallback(() => {
    setRunning(true);
    tell(null);
    const fail = (why: Sentence) => {
      setFindings(null);
      tell(why);
    };
    kiosk
      .runPreflight({})
      .then(
        (answer) => {
          if (answer.ok) setFindings(answer.findings);
          else if (answer.problem === 'locked') onLocked();
          else fail(NOT_RUNNING);
        },
        () => fail(NO_ANSWER),
      )
      .finally(() => setRunning(false));
  }, [kiosk, onLocked, tell]);

  useEffect(run, [run]);
  return { findings, running, told, run };
}
