import './unchecked-mark.css';
import { useWords } from '../words/use-words.ts';

/**
 * A small ring, which tells staff that nobody has checked this kiosk today. It is quiet, because it is nothing to visitors.
 *
 * @param props.id for what is described by it; without one, the same is said elsewhere
 */
export function UncheckedMark({ id }: { id?: string }) {
  const { unchecked } = useWords().edge;
  if (id === undefined) return <span className="unchecked-mark" aria-hidden="true" />;
  return <span id={id} role="img" className="unchecked-mark" aria-label={unchecked} />;
}
