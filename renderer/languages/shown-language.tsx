import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { EmptyScreen } from '../screens/starting-screen.tsx';
import { useInactivity } from '../state/use-person.ts';
import { ShownWords } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';
import { readyWords, useReadyLanguages, wordsAtHand } from './ready-languages.ts';

/** After this long without a touch the screen is in the kiosk's language again, in milliseconds. */
const FALLS_BACK_AFTER_MS = 30_000;

type LanguageSwitch = {
  shown: Language;
  /** Shows another language; null for the kiosk's own. */
  choose: (language: Language | null) => void;
};

const Switch = createContext<LanguageSwitch>({ shown: 'en', choose: () => undefined });

/** The language that the screen is shown in, and how to change it. */
export function useLanguageSwitch(): LanguageSwitch {
  return useContext(Switch);
}

type Props = {
  /** The kiosk's language, or null until the core has told it. */
  own: Language | null;
  /** What visitors may choose besides. */
  offered: readonly Language[];
  /** The venue's, an IANA name. */
  timeZone: string;
  /** Whether visitors see the screen now. What one of them has chosen is not for the next. */
  forVisitors: boolean;
  /** Which result is shown, as its scan's sequence; null for none. When it leaves the screen, so has its visitor. */
  result: number | null;
  children: ReactNode;
};

/**
 * Gives everything inside it the words of the language that is shown, and tells the browser which one that is. Until the
 * first words are there, the screen is empty: nobody reads a language that is not the kiosk's.
 *
 * Only what staff see has parts of React Aria, which takes some milliseconds to find out about a new language. It isn't
 * told of those that visitors choose.
 */
export function ShownLanguage(props: Props) {
  const { own, offered, timeZone, forVisitors, result, children } = props;
  const [chosen, setChosen] = useState<Language | null>(null);
  const words = useLoadedWords(chosen ?? own);
  useReadyLanguages(own ? [own, ...offered] : offered, timeZone);
  const before = useRef({ forVisitors, result });
  /** The result over which the language was chosen: somebody else's, who was there before. */
  const chosenOver = useRef<number | null>(null);
  const choose = useCallback((language: Language | null) => {
    chosenOver.current = before.current.result;
    setChosen(language);
  }, []);
  useInactivity(FALLS_BACK_AFTER_MS, () => forVisitors && choose(null));

  useEffect(() => {
    const had = before.current;
    before.current = { forVisitors, result };
    const hasLeft = had.result !== null && had.result !== result;
    const wasTheirs = hasLeft && had.result !== chosenOver.current;
    if (wasTheirs || (forVisitors && !had.forVisitors)) choose(null);
  }, [forVisitors, result, choose]);

  const shown = LANGUAGE_CODES.find((code) => LANGUAGES[code].tag === words?.language) ?? 'en';
  const areWordsThere = words !== null;
  // Before the words are painted: what depends on the language in the style sheets changes with them.
  useLayoutEffect(() => {
    if (!areWordsThere) return;
    const { tag, direction } = LANGUAGES[shown];
    document.documentElement.lang = tag;
    document.documentElement.dir = direction;
  }, [shown, areWordsThere]);

  const languageSwitch = useMemo(() => ({ shown, choose }), [shown, choose]);
  if (!words) return <EmptyScreen />;
  return (
    <Switch value={languageSwitch}>
      <ShownWords value={words}>
        {forVisitors ? children : <I18nProvider locale={words.language}>{children}</I18nProvider>}
      </ShownWords>
    </Switch>
  );
}

/** The words of a language, and until they are there those of the one before, or null if there was none. */
function useLoadedWords(language: Language | null): Words | null {
  const [loaded, setLoaded] = useState<Words | null>(null);
  useEffect(() => {
    if (!language) return;
    let isWanted = true;
    void readyWords(language).then((words) => isWanted && setLoaded(words));
    return () => {
      isWanted = false;
    };
  }, [language]);
  return (language && wordsAtHand(language)) ?? loaded;
}
