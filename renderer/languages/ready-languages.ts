import { useEffect } from 'react';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { invitingStyles, isInviting, loadLetters, rehearse } from '../styles/letters.ts';
import { loadVisitorLetters, loadWords } from '../words/load-words.ts';
import { venueTime } from '../words/venue-time.ts';
import type { Words } from '../words/words.ts';

/** A page that is never idle, because its camera is always read, waits this long for each language, in milliseconds. */
const LONGEST_WAIT_MS = 500;

/** How often it is looked whether the texts have other sizes, as beside a programme or on a turned display, in milliseconds. */
const LOOKS_EVERY_MS = 2000;

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
 *
 * @param timeZone the venue's, an IANA name
 */
export function useReadyLanguages(languages: readonly Language[], timeZone: string): void {
  // The core pushes the list with every scan, and it is usually the same.
  const codes = languages.join();
  useEffect(() => {
    // Until the core has spoken, there are none.
    if (codes === '') return;
    let isWanted = true;
    void makeReady(new Set(codes.split(',') as Language[]), timeZone, () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [codes, timeZone]);
}

async function makeReady(
  languages: Iterable<Language>,
  timeZone: string,
  isWanted: () => boolean,
): Promise<void> {
  const loaded: { tag: string; letters: string }[] = [];
  for (const language of languages) {
    await idle();
    if (!isWanted()) return;
    const words = await readyWords(language);
    // The first time of day in a language takes longer to write than all others.
    venueTime(words, 0, timeZone);
    const { tag } = LANGUAGES[language];
    const letters = await loadVisitorLetters(language);
    await loadLetters(tag, letters);
    loaded.push({ tag, letters });
  }
  const done = new Set<string>();
  while (isWanted()) {
    for (const style of invitingStyles()) {
      for (const { tag, letters } of loaded) {
        const key = `${tag} ${style.size} ${style.weight}`;
        if (done.has(key)) continue;
        await idle();
        if (!isWanted()) return;
        // Whoever scans comes first, and the rest is drawn once they have read their result.
        if (!isInviting()) break;
        done.add(key);
        rehearse(tag, letters, style);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
    await idle();
  }
}

/** Waits until the page has nothing else to do. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS });
  });
}
