import { useWords } from '../../words/use-words.ts';
import { ICON_OF } from './result-icons.tsx';

/** Replaces the idle picture while the core can't be reached, since no scan would be saved now. */
export function Unreachable() {
  const { unreachable } = useWords();
  const Icon = ICON_OF.attention;
  return (
    <div className="layer opaque striped" role="alert">
      <div className="figure">
        <Icon />
      </div>
      <div className="words">
        <p className="title">{unreachable.headline}</p>
        <p className="below">{unreachable.below}</p>
      </div>
    </div>
  );
}
