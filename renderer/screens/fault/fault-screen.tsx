import './fault.css';
import { useWords } from '../../words/use-words.ts';

/** The kiosk can't start. Visitors are told where to go, staff why. */
export function FaultScreen({ fault, onStaff }: { fault: string | null; onStaff: () => void }) {
  const words = useWords();
  return (
    <main data-screen="fault" className="fault">
      <div className="notice" role="alert">
        <h1>{words.fault.headline}</h1>
        <p>{words.fault.below}</p>
        {fault && <p className="small">{fault}</p>}
      </div>
      <button type="button" className="bare" onClick={onStaff}>
        {words.edge.staff}
      </button>
    </main>
  );
}
