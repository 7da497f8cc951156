import { LANGUAGES } from '../../shared/words/languages.ts';
import { useWords } from '../words/use-words.ts';
import { useLanguageSwitch } from './shown-language.tsx';

/** Opens the list of languages. The globe is understood by those who can't read the language that is shown. */
export function LanguageButton({ onOpen }: { onOpen: (() => void) | null }) {
  const say = useWords().languages;
  const { name } = LANGUAGES[useLanguageSwitch().shown];
  return (
    <button
      type="button"
      className="bare language"
      aria-label={say.open({ name })}
      disabled={!onOpen}
      onClick={onOpen ?? undefined}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className="globe">
        <circle cx="12" cy="12" r="9" />
        <path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18" />
      </svg>
      {name}
    </button>
  );
}
