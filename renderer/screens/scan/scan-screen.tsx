import './scan.css';
import './tones.css';
import { useEffect, useState } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { trimmed } from '../../../shared/text/trimmed.ts';
import type { Language } from '../../../shared/words/languages.ts';
import { LanguageChooser } from '../../languages/language-chooser.tsx';
import type { CameraState } from '../../scanner/scanner-state.ts';
import { lookOf, type ShownOutcome, type ShownResult, STAY_MS } from '../../state/scan-flow.ts';
import type { Readings } from '../../state/use-readings.ts';
import type { Scans } from '../../state/use-scan-flow.ts';
import { availableLanguages } from '../../words/load-words.ts';
import { Closed } from './closed.tsx';
import { closedBecause } from './closed-words.ts';
import { CodeEntry } from './code-entry.tsx';
import { BottomEdge, TopEdge } from './edges.tsx';
import { Idle } from './idle.tsx';
import { Result } from './result.tsx';
import { StewardPanel } from './steward/steward-panel.tsx';
import { useSpokenResults } from './use-spoken-results.ts';

type Props = {
  state: KioskState;
  reachable: boolean;
  scans: Scans;
  camera: CameraState;
  readings: Readings;
  onCamera: (state: CameraState) => void;
  onStaff: () => void;
};

/** The code entry while it is open. */
type Typing = {
  /** What stands in it first. */
  first: string;
  /** The code that was just refused as unknown. */
  unknown: string | null;
  /** Which result it was opened over, by its sequence. */
  after: number | null;
};

/** The choice of a language while it is open, and over which result it was opened. */
type Choosing = { after: number | null };

/** A code that somebody typed, and the sequence of its scan. */
type TypedCode = { code: string; sequence: number };

/** The results after which it is worth typing a code once more. */
const REFUSED: Partial<Record<ShownOutcome, true>> = { rejected: true, unreadable: true };

/** What visitors see: the idle picture, and over it the result of a scan. The result doesn't move what is below it. */
export function ScanScreen(props: Props) {
  const { state, reachable, scans, camera, readings, onCamera, onStaff } = props;
  const { view, repeats, refusals, lastScans, submit, clear } = scans;
  const [typing, setTyping] = useState<Typing | null>(null);
  const [choosing, setChoosing] = useState<Choosing | null>(null);
  const [typed, setTyped] = useState<TypedCode | null>(null);
  const { picture } = view;
  const idle = picture.is === 'idle';
  const result = picture.is === 'result' ? picture.result : null;
  const refused = result && result.sequence === typed?.sequence && REFUSED[result.outcome] === true;
  const again = refused && view.mark !== 'checking' ? typed : null;
  // Any scan closes the code entry. Whoever was typing has found the scanner, or has left.
  const entryOpen =
    typing !== null &&
    (view.mark === 'idle' ? idle : typing.after === result?.sequence && view.mark !== 'checking');
  const byStaff = state.closure !== null;
  if (typing && ((!entryOpen && view.mark !== 'idle') || byStaff)) setTyping(null);
  // A result that stays is no reason to wait, as one is that leaves the screen by itself.
  const isFree = view.mark !== 'checking' && (idle || result?.stays === true);
  const after = result?.sequence ?? null;
  if (choosing && !(isFree && choosing.after === after)) setChoosing(null);
  const forSteward = state.display.layout === 'steward';
  const offered = offeredHere(state.display);
  const { programme } = state;
  const closed = closedBecause(state, reachable);
  // The setting wins over what Confera says, because somebody at this venue has chosen it.
  const display = {
    ...state.display,
    eventName: state.display.eventName ?? programme?.name ?? null,
  };
  // The same goes for a logo.
  const logo = display.logo ?? programme?.logo ?? null;
  const openEntry = () => setTyping(typingAfter(again, result));
  const submitTyped = (code: string) => setTyped({ code, sequence: submit(code, 'typed') });
  const spoken = useSpokenResults({ ...scans, display, sound: state.sound, closed });
  // Under a result that stays nobody would see that this entrance has closed.
  const isCovered = closed !== null && result?.stays === true;
  const stayMs = result ? STAY_MS[lookOf(result)] : 0;
  useEffect(() => {
    // Each result has its time.
    if (!isCovered || after === null) return;
    const timer = setTimeout(clear, stayMs);
    return () => clearTimeout(timer);
  }, [isCovered, after, stayMs, clear]);
  const shown = result && !entryOpen ? lookOf(result) : entryOpen ? 'idle' : picture.is;

  return (
    <main
      className="scan"
      data-screen="scan"
      data-layout={display.layout}
      data-shown={shown === 'idle' && closed && !entryOpen ? 'closed' : shown}
    >
      <div inert={entryOpen}>
        {/* Without it the camera is off, since nobody is to be scanned. */}
        {!byStaff && (
          <Idle
            display={display}
            programme={forSteward ? null : programme}
            logo={forSteward ? null : logo}
            settings={state.camera}
            camera={camera}
            closed={closed !== null}
            onCamera={onCamera}
            onReading={readings.onReading}
          />
        )}
        {closed && <Closed because={closed} refusals={refusals} />}
        <Result view={view} display={display} spoken={spoken} />
        <TopEdge
          display={display}
          branded={!forSteward && (programme !== null || logo !== null)}
          besideLogo={!forSteward && logo !== null}
        />
        {forSteward && (
          <StewardPanel
            lastScans={lastScans}
            timeZone={display.timeZone}
            onCode={reachable && !byStaff ? submitTyped : null}
            onTouch={isFree && reachable && !byStaff ? openEntry : null}
            onClear={display.resultsStay ? (result?.stays ? clear : null) : undefined}
            onStaff={onStaff}
            checking={view.mark === 'checking'}
            covered={entryOpen || choosing !== null}
          />
        )}
        <BottomEdge
          state={state}
          reachable={reachable}
          repeats={repeats}
          onType={
            (forSteward ? again : isFree || again) && reachable && !byStaff ? openEntry : null
          }
          again={again !== null}
          onLanguage={offered.length < 2 ? undefined : isFree ? () => setChoosing({ after }) : null}
          onStaff={onStaff}
          // A result that stays may be yesterday's.
          idle={idle || result?.stays === true}
        />
      </div>
      {choosing && <LanguageChooser offered={offered} onClose={() => setChoosing(null)} />}
      {entryOpen && (
        <CodeEntry
          first={typing.first}
          unknown={typing.unknown}
          codePattern={display.codePattern}
          onCode={(code) => {
            setTyping(null);
            submitTyped(code);
          }}
          onClose={() => setTyping(null)}
        />
      )}
    </main>
  );
}

/** Opens the code entry, with the code in it that was just refused if there is one. */
function typingAfter(again: TypedCode | null, result: ShownResult | null): Typing {
  if (!again) return { first: '', unknown: null, after: result?.sequence ?? null };
  const isUnknown = result?.reason === 'unknown-badge';
  return {
    first: again.code,
    unknown: isUnknown ? trimmed(again.code) : null,
    after: again.sequence,
  };
}

/** What visitors may choose, the kiosk's own language included. */
function offeredHere({ language, offeredLanguages }: KioskState['display']): Language[] {
  return availableLanguages().filter(
    (each) => each === language || offeredLanguages.includes(each),
  );
}
