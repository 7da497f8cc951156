import { useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { type Sample, SampleCode } from './sample-code.tsx';

/** Codes that a scanner must be able to read. The last one is as long as a code may be. */
const SAMPLES: Record<keyof Words['scannerTest']['samples'], Sample> = {
  badge: { kind: 'qr', text: 'Sample-Badge_0042.x~7' },
  attendance: { kind: 'qr', text: 'confera-attendance:SAMPLE-DAY-1' },
  barcode: { kind: 'bars', text: 'SAMPLE-0042' },
  letters: { kind: 'qr', text: 'Müßig-Łódź-東京' },
  longest: { kind: 'qr', text: 'Sample-512-'.padEnd(512, '0123456789abcdef') },
};

/** Codes to try a scanner with. A code that is pressed is shown as large as the page. */
export function Samples() {
  const [large, setLarge] = useState<keyof typeof SAMPLES | null>(null);
  const say = useWords().scannerTest;
  if (large) {
    return (
      <button type="button" className="large-sample" onClick={() => setLarge(null)}>
        <SampleCode {...SAMPLES[large]} />
        <span>{`${say.samples[large]} · ${say.smaller}`}</span>
      </button>
    );
  }
  return (
    <ul className="samples">
      {(Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]).map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-label={say.enlarge({ name: say.samples[name] })}
            onClick={() => setLarge(name)}
          >
            <SampleCode {...SAMPLES[name]} />
            <span>{say.samples[name]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
