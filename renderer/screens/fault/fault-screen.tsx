import './fault.css';
import type { StartProblem } from '../../../shared/bridge/start-problem.ts';
import { startSentence } from '../../../shared/words/problem-sentences.ts';
import { useWords } from '../../words/use-words.ts';

/** Shown while the kiosk can't start. Visitors read where to go, and staff read why. */
export function FaultScreen({
  fault,
  onStaff,
}: {
  fault: StartProblem | null;
  onStaff: () => void;
}) {
  const words = useWords();
  return (
    <main data-screen="fault" className="fault">
      <div className="notice" role="alert">
        <h1>{words.fault.headline}</h1>
        <p>{words.fault.below}</p>
        {fault && <p className="small">{startSentence(words.problems, fault)}</p>}
      </div>
      <button type="button" className="bare" data-opens="staff" onClick={onStaff}>
        {words.edge.staff}
      </button>
    </main>
  );
}
