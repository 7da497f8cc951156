import { useEffect, useMemo, useRef } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { useLanguageSwitch } from '../../languages/shown-language.tsx';
import { hush, speak, voiceFor } from '../../sound/speech.ts';
import { useVoices } from '../../sound/use-voices.ts';
import type { ScanView } from '../../state/scan-flow.ts';
import { useWords } from '../../words/use-words.ts';
import { resultWords } from './result-words.ts';

type Options = {
  view: ScanView;
  desk: KioskState['display']['desk'];
  sound: KioskState['sound'];
};

/**
 * Says what each result shows, once, if that is set. Nobody's name is called out at an entrance, and no code ever.
 *
 * @returns whether results are spoken now, so that a screen reader need not say them again
 */
export function useSpokenResults({ view: { picture }, desk, sound }: Options): boolean {
  const words = useWords();
  const { tag } = LANGUAGES[useLanguageSwitch().shown];
  const wanted = sound.speech && sound.volume > 0;
  const voices = useVoices(wanted);
  // A system may list thousands, so they are not looked through for every result.
  const voice = useMemo(() => voices && voiceFor(voices, tag), [voices, tag]);
  const result = picture.is === 'result' ? picture.result : null;
  const spoken = useRef(0);
  useEffect(() => {
    if (result === null || result.answeredAt <= spoken.current) return;
    spoken.current = result.answeredAt;
    // The result before this one must not be heard any longer, even if this one can't be said.
    if (wanted) hush();
    if (!voice) return;
    const told = resultWords(words, { ...result, name: null }, desk);
    speak([told.title, told.line ?? [], told.below].flat(), { voice, volume: sound.volume });
  }, [wanted, voice, sound.volume, result, words, desk]);

  useEffect(() => (wanted ? hush : undefined), [wanted]);
  return Boolean(voice);
}
