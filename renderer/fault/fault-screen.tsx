import { WORDS } from '../words.ts';

/** The kiosk can't start. Visitors are told where to go, staff why. */
export function FaultScreen({ fault }: { fault: string | null }) {
  return (
    <main data-screen="fault">
      <div className="notice" role="alert">
        <h1>{WORDS.fault.headline}</h1>
        <p>{WORDS.fault.below}</p>
        {fault && <p className="small">{fault}</p>}
      </div>
    </main>
  );
}
