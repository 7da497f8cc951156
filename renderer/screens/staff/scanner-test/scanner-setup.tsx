import { useWords } from '../../../words/use-words.ts';

/** What staff should set in a scanner. The codes for that differ from maker to maker, so none can be shown here. */
export function ScannerSetup() {
  const say = useWords().scannerTest;
  return (
    <section aria-labelledby="manual">
      <h2 id="manual">{say.manualTitle}</h2>
      <p>{say.manualHint}</p>
      <dl>
        {Object.values(say.manual).map(({ what, value }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
