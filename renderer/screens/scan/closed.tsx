import { useWords } from '../../words/use-words.ts';
import { ICON_OF } from './result-icons.tsx';
import { TITLE_FIT, textFit } from './text-fit.ts';

/** Why nobody is invited to scan: the core can't be reached, or Confera refuses this device. */
export type ClosedBecause = 'unreachable' | 'blocked';

/** Replaces the idle picture while a scan would lead nobody in. */
export function Closed({ because }: { because: ClosedBecause }) {
  const say = useWords().closed[because];
  const Icon = ICON_OF.attention;
  return (
    <div className="layer opaque barred" role="alert">
      <div className="figure">
        <Icon />
      </div>
      <div className="words">
        <p className="title" data-fit={textFit(say.headline, TITLE_FIT)}>
          {say.headline}
        </p>
        <p className="line">{say.below}</p>
      </div>
    </div>
  );
}
