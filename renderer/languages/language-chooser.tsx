import './languages.css';
import { useId } from 'react';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { useModal } from '../dialogs/use-modal.ts';
import { useInactivity } from '../state/use-person.ts';
import { useWords } from '../words/use-words.ts';
import { useLanguageSwitch } from './shown-language.tsx';

/** Somebody who touches nothing for this long, in milliseconds, has left. */
const CLOSES_AFTER_MS = 30_000;

type Props = {
  offered: readonly Language[];
  /** Called with the choice, besides showing it. */
  onChoose?: ((language: Language) => void) | undefined;
  onClose: () => void;
};

/** The languages to choose from, each by its own name, in its own script. The first to close it is the choice. */
export function LanguageChooser({ offered, onChoose, onClose }: Props) {
  const say = useWords().languages;
  const { shown, choose } = useLanguageSwitch();
  const dialog = useModal();
  const title = useId();
  useInactivity(CLOSES_AFTER_MS, onClose);
  return (
    <dialog ref={dialog} className="languages" aria-labelledby={title} onClose={onClose}>
      <h1 id={title}>{say.title}</h1>
      <ul>
        {offered.map((language) => (
          <li key={language}>
            <button
              type="button"
              lang={LANGUAGES[language].tag}
              dir={LANGUAGES[language].direction}
              aria-current={language === shown}
              onClick={() => {
                choose(language);
                onChoose?.(language);
                onClose();
              }}
            >
              {LANGUAGES[language].name}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="bare" onClick={onClose}>
        {say.close}
      </button>
    </dialog>
  );
}
