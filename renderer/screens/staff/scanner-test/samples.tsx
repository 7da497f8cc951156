import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { type Sample, SampleCode } from '../../tried-scans/sample-code.tsx';

/** Codes that a scanner must be able to read. The last one is as long as a code may be. */
const SAMPLES: Record<keyof Words['scannerTest']['samples'], Sample> = {
  badge: { kind: 'qr', text: 'Sample-Badge_0042.x~7' },
  attendance: { kind: 'qr', text: 'confera-attendance:SAMPLE-DAY-1' },
  barcode: { kind: 'bars', text: 'SAMPLE-0042' },
  letters: { kind: 'qr', text: 'Müßig-Łódź-東京' },
  longest: { kind: 'qr', text: 'Sample-512-'.padEnd(512, '0123456789abcdef') },
};

type SampleName = keyof typeof SAMPLES;

/** Codes to try a scanner with. A code that is pressed is shown as large as the page. */
export function Samples() {
  const [pressed, setPressed] = useState<{ name: SampleName; large: boolean } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (pressed) button.current?.focus();
  }, [pressed]);
  const say = useWords().scannerTest;
  if (pressed?.large) {
    const { name } = pressed;
    return (
      <button
        type="button"
        ref={button}
        className="large-sample"
        onClick={() => setPressed({ name, large: false })}
      >
        <SampleCode {...SAMPLES[name]} />
        <span>{`${say.samples[name]} · ${say.smaller}`}</span>
      </button>
    );
  }
  return (
    <ul className="samples">
      {(Object.keys(SAMPLES) as SampleName[]).map((name) => (
        <li key={name}>
          <button
            type="button"
            ref={name === pressed?.name ? button : undefined}
            aria-label={say.enlarge({ name: say.samples[name] })}
            onClick={() => setPressed({ name, large: true })}
          >
            <SampleCode {...SAMPLES[name]} />
            <span>{say.samples[name]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
