import './fault.css';
import { WORDS } from '../../words/words.ts';

/** The kiosk can't start. Visitors are told where to go, staff why. */
export function FaultScreen({ fault, onStaff }: { fault: string | null; onStaff: () => void }) {
  return (
    <main data-screen="fault" className="fault">
      <div className="notice" role="alert">
        <h1>{WORDS.fault.headline}</h1>
        <p>{WORDS.fault.below}</p>
        {fault && <p className="small">{fault}</p>}
      </div>
      <button type="button" className="bare" onClick={onStaff}>
        {WORDS.edge.staff}
      </button>
    </main>
  );
}
