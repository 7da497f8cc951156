import { useEffect, useState } from 'react';

/** How often the browser is asked again while it has no voices, in milliseconds: it doesn't always tell of them. */
const ASKS_EVERY_MS = 1000;
/** A list that is empty after this long will stay so, in milliseconds. Chromium has been seen to need five seconds. */
const LOADED_AFTER_MS = 15_000;

/**
 * The voices of this machine, as soon as the browser has them; null until then. The system's speech isn't started before
 * somebody asks.
 *
 * @param wanted whether anything is to be spoken
 */
export function useVoices(wanted: boolean): readonly SpeechSynthesisVoice[] | null {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[] | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const take = () => setVoices(speechSynthesis.getVoices());
    const takeAny = () => {
      const there = speechSynthesis.getVoices();
      if (there.length === 0) return;
      setVoices(there);
      clearInterval(asking);
    };
    const asking = setInterval(takeAny, ASKS_EVERY_MS);
    const givingUp = setTimeout(() => {
      clearInterval(asking);
      take();
    }, LOADED_AFTER_MS);
    takeAny();
    // From now on an empty list means that there are none: the browser has looked.
    speechSynthesis.addEventListener('voiceschanged', take);
    return () => {
      clearInterval(asking);
      clearTimeout(givingUp);
      speechSynthesis.removeEventListener('voiceschanged', take);
    };
  }, [wanted]);
  return wanted ? voices : null;
}
