import { useWords } from '../words/use-words.ts';

/** Shown until it is known in which language to speak. */
export function EmptyScreen() {
  return <main />;
}

/** Shown until the core has said for the first time how the kiosk is. */
export function StartingScreen() {
  const { starting } = useWords();
  return (
    <main>
      <div className="notice">
        <p>{starting}</p>
      </div>
    </main>
  );
}
