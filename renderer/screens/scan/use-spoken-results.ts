import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { useLanguageSwitch } from '../../languages/shown-language.tsx';
import { hush, speak, voiceFor } from '../../sound/speech.ts';
import { useVoices } from '../../sound/use-voices.ts';
import type { ScanView } from '../../state/scan-view.ts';
import { useWords } from '../../words/use-words.ts';
import { type ClosedBecause, closedWords } from './closed-words.ts';
import { resultWords } from './result-words.ts';

type Options = {
  view: ScanView;
  display: Pick<KioskState['display'], 'desk' | 'location' | 'timeZone' | 'layout'>;
  sound: KioskState['sound'];
  /** Why nobody is invited to scan; null if everybody is. */
  closed: ClosedBecause | null;
  /** How many scans were refused because of that. */
  refusals: number;
  spokenUpTo: RefObject<number>;
};

/**
 * Says what each result shows, once, if that is set, and where to go to whoever scans at a closed entrance. Nobody's name
 * is called out, and no code ever.
 *
 * @returns whether results are spoken now, so that a screen reader need not say them again
 */
export function useSpokenResults(options: Options): boolean {
  const { view, display, sound, closed, refusals, spokenUpTo } = options;
  const { desk, location, timeZone, layout } = display;
  const { picture } = view;
  const words = useWords();
  const { tag } = LANGUAGES[useLanguageSwitch().shown];
  const wanted = sound.speech && sound.volume > 0;
  const voices = useVoices(wanted);
  // A system may list thousands, so they are not looked through for every result.
  const voice = useMemo(() => voices && voiceFor(voices, tag), [voices, tag]);
  const result = picture.is === 'result' ? picture.result : null;
  useEffect(() => {
    if (result === null || result.answeredAt <= spokenUpTo.current) return;
    spokenUpTo.current = result.answeredAt;
    // The result before this one must not be heard any longer, even if this one can't be said.
    if (wanted) hush();
    if (!voice) return;
    const here = { desk, location, timeZone, layout };
    const { title, line, below, small } = resultWords(words, { ...result, name: null }, here);
    speak([title, line ?? [], below ?? [], small ?? []].flat(), { voice, volume: sound.volume });
  }, [wanted, voice, sound.volume, result, words, desk, location, timeZone, layout, spokenUpTo]);

  const refused = useRef(refusals);
  useEffect(() => {
    if (refusals <= refused.current || !closed) return;
    refused.current = refusals;
    if (!voice) return;
    const { headline, below } = closedWords(words, closed);
    speak([headline, below], { voice, volume: sound.volume });
  }, [voice, sound.volume, refusals, words, closed]);

  useEffect(() => (wanted ? hush : undefined), [wanted]);
  return Boolean(voice);
}
