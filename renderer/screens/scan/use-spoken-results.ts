import { useEffect, useRef } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { useLanguageSwitch } from '../../languages/shown-language.tsx';
import { speak } from '../../sound/speech.ts';
import type { ScanView } from '../../state/scan-flow.ts';
import { useWords } from '../../words/use-words.ts';
import { resultWords } from './result-words.ts';

type Options = {
  view: ScanView;
  display: Pick<KioskState['display'], 'eventName' | 'desk'>;
  sound: KioskState['sound'];
};

/** Says what each result shows, once, if that is set. Nobody's name is called out at an entrance, and no code ever. */
export function useSpokenResults({ view: { picture }, display, sound }: Options): void {
  const words = useWords();
  const { tag } = LANGUAGES[useLanguageSwitch().shown];
  const result = picture.is === 'result' ? picture.result : null;
  const spoken = useRef(0);
  useEffect(() => {
    if (!sound.speech || result === null || result.answeredAt <= spoken.current) return;
    spoken.current = result.answeredAt;
    const { title, line, below } = resultWords(words, { ...result, name: null }, display);
    speak([title, line ?? [], below].flat(), { tag, volume: sound.volume });
  }, [sound, result, words, display, tag]);
}
