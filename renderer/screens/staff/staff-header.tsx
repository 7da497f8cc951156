import { useWords } from '../../words/use-words.ts';

/** The pages of the staff area, in the order of their tabs. */
export const STAFF_PAGES = ['overview', 'scanner', 'settings'] as const;
export type StaffPage = (typeof STAFF_PAGES)[number];

type Props = {
  /** The pages that there are now. */
  pages: readonly StaffPage[];
  page: StaffPage;
  onPage: (page: StaffPage) => void;
  onLeave: () => void;
  onLock: () => void;
};

/** The tabs of the staff area, and the two ways out of it: leave the kiosk, or lock the area again. */
export function StaffHeader({ pages, page, onPage, onLeave, onLock }: Props) {
  const say = useWords().staff;
  return (
    <header>
      <h1 className="unseen">{say.headline}</h1>
      <nav aria-label={say.headline}>
        {pages.map((each) => (
          <button
            type="button"
            key={each}
            className="bare tab"
            aria-current={each === page ? 'page' : undefined}
            onClick={() => onPage(each)}
          >
            {say[each]}
          </button>
        ))}
      </nav>
      <div className="ends">
        <button type="button" className="bare" onClick={onLeave}>
          {say.leave}
        </button>
        <button type="button" className="main" onClick={onLock}>
          {say.lock}
        </button>
      </div>
    </header>
  );
}
