import { type ReactNode, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { Language } from '../../../shared/words/languages.ts';
import { LanguageButton } from '../../languages/language-button.tsx';
import { LanguageChooser } from '../../languages/language-chooser.tsx';
import { availableLanguages } from '../../words/load-words.ts';
import { useWords } from '../../words/use-words.ts';
import { useLeave } from '../use-leave.ts';

type Props = {
  kiosk: BridgeClient;
  /** Whether the page is locked, so that there has to be a button to leave it. */
  lockedDown: boolean;
  onLocked: () => void;
  /** Called with a language that somebody wants to read on in. */
  onLanguage?: (language: Language) => void;
  /** What stands below the headline. */
  children?: ReactNode;
};

/** What is being done here, and the ways to another language and out of the kiosk. */
export function SetUpHeader({ kiosk, lockedDown, onLocked, onLanguage, children }: Props) {
  const words = useWords();
  const [choosing, setChoosing] = useState(false);
  const [leaving, leave] = useLeave(kiosk, onLocked);
  return (
    <header>
      <h1>{words.setup.headline}</h1>
      {children}
      <div className="ends">
        <LanguageButton onOpen={() => setChoosing(true)} />
        {lockedDown && (
          <button type="button" className="bare" onClick={leave}>
            {words.staff.leave}
          </button>
        )}
      </div>
      <p role="status" className="leaving">
        {leaving}
      </p>
      {choosing && (
        <LanguageChooser
          offered={availableLanguages()}
          onChoose={onLanguage}
          onClose={() => setChoosing(false)}
        />
      )}
    </header>
  );
}
