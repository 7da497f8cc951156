import { useId, useState } from 'react';
import { Tab, TabList } from 'react-aria-components/Tabs';
import { LanguageButton } from '../../languages/language-button.tsx';
import { LanguageChooser } from '../../languages/language-chooser.tsx';
import { availableLanguages } from '../../words/load-words.ts';
import { useWords } from '../../words/use-words.ts';
import { UncheckedMark } from '../unchecked-mark.tsx';

/** The pages of the staff area, in the order of their tabs. */
export const STAFF_PAGES = [
  'overview',
  'venue',
  'check',
  'scanner',
  'files',
  'settings',
  'codes',
] as const;
/** The pages for supervisors alone. */
export const SUPERVISORS_PAGES: readonly StaffPage[] = ['files', 'settings', 'codes'];
export type StaffPage = (typeof STAFF_PAGES)[number];

type Props = {
  /** The pages that there are now; a steward has none while the kiosk can't start. */
  pages: readonly StaffPage[];
  /** Whether nobody has checked the kiosk today. */
  unchecked: boolean;
  /** Leaves the kiosk; null for a steward, who may not. */
  onLeave: (() => void) | null;
  /** Asks for the supervisor's PIN. */
  onMore: () => void;
  onLock: () => void;
};

/**
 * The tabs of the staff area, its language, and the two ways out of it: leave the kiosk, or lock the area again. For a
 * steward, the way to what only the supervisor's PIN opens takes the place of leaving.
 */
export function StaffHeader({ pages, unchecked, onLeave, onMore, onLock }: Props) {
  const { staff: say, edge } = useWords();
  const [choosing, setChoosing] = useState(false);
  const mark = useId();
  return (
    <header>
      <h1 className="unseen">{say.headline}</h1>
      {pages.length > 0 && (
        <TabList className="tabs" aria-label={say.headline}>
          {pages.map((page) => (
            <Tab
              key={page}
              id={page}
              className="tab"
              {...(unchecked && page === 'check' && { 'aria-describedby': mark })}
            >
              {say[page]}
              {unchecked && page === 'check' && <UncheckedMark />}
            </Tab>
          ))}
        </TabList>
      )}
      <span id={mark} hidden>
        {edge.unchecked}
      </span>
      <div className="ends">
        <LanguageButton onOpen={() => setChoosing(true)} />
        <button type="button" className="bare" onClick={onLeave ?? onMore}>
          {onLeave ? say.leave : say.more}
        </button>
        <button type="button" className="main" onClick={onLock}>
          {say.lock}
        </button>
      </div>
      {choosing && (
        <LanguageChooser offered={availableLanguages()} onClose={() => setChoosing(false)} />
      )}
    </header>
  );
}
