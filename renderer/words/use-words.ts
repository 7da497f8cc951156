import { createContext, useCallback, useContext, useState } from 'react';
import { ENGLISH } from './en.ts';
import { type Words, wordsIn } from './words.ts';

/** The words on the screen. Whoever provides others here changes the language of a running page. */
export const ShownWords = createContext<Words>(wordsIn('en', ENGLISH));

/** The words of the language that is shown now. Keep them only for one rendering. */
export function useWords(): Words {
  return useContext(ShownWords);
}

/** Chooses a sentence once the language is known. */
export type Sentence = (words: Words) => string;

/**
 * One sentence that the page has for whoever uses it, such as what came of a button. The sentence is chosen anew at each
 * rendering, so that it follows the language.
 */
export function useTold(): [told: string | null, tell: (sentence: Sentence | null) => void] {
  const words = useWords();
  const [told, setTold] = useState<Sentence | null>(null);
  const tell = useCallback((sentence: Sentence | null) => setTold(() => sentence), []);
  return [told?.(words) ?? null, tell];
}
