import { useEffect } from 'react';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { loadLetters, rehearse } from '../styles/letters.ts';
import { loadVisitorLetters, loadWords } from '../words/load-words.ts';
import { venueTime } from '../words/venue-time.ts';
import type { Words } from '../words/words.ts';

/** A page that is never idle, because its camera is always read, waits this long for each language, in milliseconds. */
const LONGEST_WAIT_MS = 500;

/** Made once for each language: that takes longer than showing them. */
const READY = new Map<Language, Words>();

/** The words of a language that has been made ready, and null of any other. */
export function wordsAtHand(language: Language): Words | null {
  return READY.get(language) ?? null;
}

/** The words of a language, which is then ready. */
export async function readyWords(language: Language): Promise<Words> {
  const ready = wordsAtHand(language);
  if (ready) return ready;
  const words = await loadWords(language);
  // What stands in for a file that could not be had is not kept, so that the file is asked for again.
  if (words.language === LANGUAGES[language].tag) READY.set(language, words);
  return words;
}

/**
 * Makes the words and the letters of these languages ready while the page has nothing else to do, one language after the
 * other in this order. When a visitor chooses one of them, it is shown at once.
 */
export function useReadyLanguages(languages: readonly Language[]): void {
  // The core pushes the list with every scan, and it is usually the same.
  const codes = languages.join();
  useEffect(() => {
    // Until the core has spoken, there are none.
    if (codes === '') return;
    let isWanted = true;
    void makeReady(new Set(codes.split(',') as Language[]), () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [codes]);
}

async function makeReady(languages: Iterable<Language>, isWanted: () => boolean): Promise<void> {
  const loaded: { tag: string; letters: string }[] = [];
  for (const language of languages) {
    await idle();
    if (!isWanted()) return;
    const words = await readyWords(language);
    // The first time of day in a language takes longer to write than all others.
    venueTime(words, 0, 'UTC');
    const { tag } = LANGUAGES[language];
    const letters = await loadVisitorLetters(language);
    await loadLetters(tag, letters);
    loaded.push({ tag, letters });
  }
  for (const { tag, letters } of loaded) {
    if (!isWanted()) return;
    await rehearse(tag, letters, idle);
  }
}

/** Waits until the page has nothing else to do. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS });
  });
}
