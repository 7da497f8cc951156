import { createContext, useCallback, useContext, useState } from 'react';
import { ENGLISH_WORDS } from './load-words.ts';
import type { Words } from './words.ts';

/** The words that the screen shows. Providing others here changes the language of a running page. */
export const ShownWords = createContext<Words>(ENGLISH_WORDS);

/** The words of the language that is shown now. Don't keep them longer than one rendering. */
export function useWords(): Words {
  return useContext(ShownWords);
}

/** Chooses a sentence once the language is known. */
export type Sentence = (words: Words) => string;

/**
 * A sentence that the page tells the person who uses it, such as what came of pressing a button. It is chosen again at
 * each rendering, so that it follows the language.
 */
export function useTold(): [told: string | null, tell: (sentence: Sentence | null) => void] {
  const words = useWords();
  const [told, setTold] = useState<Sentence | null>(null);
  const tell = useCallback((sentence: Sentence | null) => setTold(() => sentence), []);
  return [told?.(words) ?? null, tell];
}
