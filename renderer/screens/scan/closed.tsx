import { useWords } from '../../words/use-words.ts';
import { type ClosedBecause, closedWords } from './closed-words.ts';
import { BarInShield, ICON_OF } from './result-icons.tsx';
import { TITLE_FIT, textFit } from './text-fit.ts';

type Props = {
  because: ClosedBecause;
  /** How many scans were refused here. With each of them everything is told anew. */
  refusals: number;
};

/** Replaces the idle picture while a scan would lead nobody in. */
export function Closed({ because, refusals }: Props) {
  const { headline, below } = closedWords(useWords(), because);
  const Icon = because.is === 'by-staff' ? BarInShield : ICON_OF.attention;
  return (
    <div key={refusals} className="layer opaque barred" role="alert" data-closed={because.is}>
      <div className={refusals > 0 ? 'figure appear' : 'figure'}>
        <Icon />
      </div>
      <div className={refusals > 0 ? 'words appear' : 'words'}>
        <p className="title" data-fit={textFit(headline, TITLE_FIT)}>
          {headline}
        </p>
        <p className="line" data-fit={textFit(below, TITLE_FIT)}>
          {below}
        </p>
      </div>
    </div>
  );
}
