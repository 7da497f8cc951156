import './result.css';
import type { CSSProperties } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { type Look, lookOf, type ShownResult, STAY_MS } from '../../state/scan-flow.ts';
import type { ScanView } from '../../state/scan-view.ts';
import { useWords } from '../../words/use-words.ts';
import { CheckingIcon, ICON_OF } from './result-icons.tsx';
import { resultWords } from './result-words.ts';
import { BELOW_FIT, TITLE_FIT, textFit } from './text-fit.ts';

/** What is around each outcome, so that those of one luminance can be told apart without colour. */
const FRAME = {
  'checked-in': '',
  'already-checked-in': ' ringed',
  queued: '',
  rejected: ' striped',
  attention: ' barred',
  'not-saved': ' striped',
  unreadable: ' dashed',
  'pass-back': ' dotted',
} satisfies Record<Look, string>;

/** The results after which a person must not simply go on. */
const SENT_ELSEWHERE: Partial<Record<Look, true>> = {
  rejected: true,
  attention: true,
  'not-saved': true,
  'pass-back': true,
};

type Props = {
  view: ScanView;
  display: KioskState['display'];
  /** Whether the kiosk says results itself. A screen reader then keeps silent about them. */
  spoken: boolean;
};

/** The result of a scan, over everything else. The element always exists, so that screen readers notice changes. */
export function Result({ view, display, spoken }: Props) {
  const { mark, picture } = view;
  const result = picture.is === 'result' ? picture.result : null;
  return (
    <div
      role="status"
      aria-live={spoken ? 'off' : livenessOf(result)}
      aria-atomic="true"
      className={`layer result${picture.is === 'idle' ? '' : ' opaque'}${result ? FRAME[lookOf(result)] : ''}`}
      data-outcome={mark}
      data-scan-id={(mark !== 'checking' && result?.scanId) || undefined}
    >
      {picture.is === 'checking' && <Checking />}
      {result && <Told key={result.sequence} result={result} display={display} />}
    </div>
  );
}

function Checking() {
  const { checking } = useWords();
  return (
    <>
      <div className="figure">
        <CheckingIcon />
      </div>
      <div className="words">
        <p className="title">{checking}</p>
      </div>
    </>
  );
}

function Told({ result, display }: { result: ShownResult; display: KioskState['display'] }) {
  const look = lookOf(result);
  const Icon = ICON_OF[look];
  const { title, line, below, small } = resultWords(useWords(), result, display);
  const stay = { '--stay': `${STAY_MS[look]}ms` } as CSSProperties;
  return (
    <>
      <div className="figure appear">
        <Icon />
      </div>
      <div className="words appear">
        <p className="title" data-fit={textFit(title, TITLE_FIT)}>
          {title}
        </p>
        {line && <p className="line">{line}</p>}
        {below && (
          <p className="below" data-fit={textFit(below, BELOW_FIT)}>
            {below}
          </p>
        )}
        {small && <p className="below small">{small}</p>}
      </div>
      {!result.stays && <div className="time-bar" style={stay} aria-hidden="true" />}
    </>
  );
}

/** Whoever is sent elsewhere shouldn't hear that only after something else has been read out. */
function livenessOf(result: ShownResult | null): 'assertive' | 'polite' {
  return result && SENT_ELSEWHERE[lookOf(result)] ? 'assertive' : 'polite';
}
