import { useEffect, useId, useRef, useState } from 'react';
import { Tab, TabList } from 'react-aria-components/Tabs';
import { LanguageButton } from '../../languages/language-button.tsx';
import { LanguageChooser } from '../../languages/language-chooser.tsx';
import { availableLanguages } from '../../words/load-words.ts';
import { useWords } from '../../words/use-words.ts';
import { UncheckedMark } from '../unchecked-mark.tsx';

/** The pages of the staff area, in the order of their tabs. */
export const STAFF_PAGES = [
  'overview',
  'scans',
  'counts',
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
  /** The one that is open. */
  page: StaffPage | null;
  /** How many things need attention. */
  problems: number;
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
export function StaffHeader({
  pages,
  page: open,
  problems,
  unchecked,
  onLeave,
  onMore,
  onLock,
}: Props) {
  const words = useWords();
  const { staff: say, edge } = words;
  const [choosing, setChoosing] = useState(false);
  const mark = useId();
  const count = useId();
  const tabs = useRef<HTMLDivElement>(null);
  // A page may be opened by something else than its tab. And the bar may be scrolled, or become narrower when the screen
  // is turned, or wider words may push its tab out of sight. In the middle, a tab shows that others are beside it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that is opened has another tab
  useEffect(() => {
    const bar = tabs.current;
    const tab = bar?.querySelector('[aria-selected="true"]');
    if (!bar || !tab) return;
    const show = () => tab.scrollIntoView({ block: 'nearest', inline: 'center' });
    show();
    const watch = new ResizeObserver(show);
    for (const each of [bar, ...bar.children]) watch.observe(each);
    tab.addEventListener('click', show);
    return () => {
      watch.disconnect();
      tab.removeEventListener('click', show);
    };
  }, [open]);
  const markOf = (page: StaffPage) => {
    if (page === 'check' && unchecked) return { 'aria-describedby': mark };
    return page === 'overview' && problems > 0 ? { 'aria-describedby': count } : {};
  };
  return (
    <header>
      <h1 className="unseen">{say.headline}</h1>
      {pages.length > 0 && (
        <TabList ref={tabs} className="tabs" aria-label={say.headline}>
          {pages.map((page) => (
            <Tab key={page} id={page} className="tab" {...markOf(page)}>
              {say[page]}
              {page === 'overview' && problems > 0 && (
                <span className="count" data-count={words.number(problems)} aria-hidden="true" />
              )}
              {unchecked && page === 'check' && <UncheckedMark />}
            </Tab>
          ))}
        </TabList>
      )}
      <span id={count} hidden>
        {words.join.state({ name: say.attentionTitle, state: words.number(problems) })}
      </span>
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
